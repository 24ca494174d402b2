#include "ui/inspect/pad_presenter.h"

#include "ui/inspect/drawing_pad.h"
#include "ui/inspect/subject_panel.h"
#include "ui/state/digit_image.h"

#include <QLocale>

#include <algorithm>
#include <exception>
#include <numeric>

namespace unroll {
namespace {

constexpr int drawnSide = 112; // pixels that a drawing is prepared from: four for each of MNIST's
constexpr std::size_t toldAnswers = 3;

} // namespace

PadPresenter::PadPresenter(SessionController& controller, LookFocus& focus, SubjectPanel& panel,
                           const WindowServices& services, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , focus_(focus)
    , panel_(panel)
    , services_(services)
    , subscription_(controller.inspection().subscribe({}, [this](const Sight& sight) { show(sight); })) {
    connect(&panel.pad(), &DrawingPad::changed, this, &PadPresenter::read);
    connect(&panel, &SubjectPanel::padShown, this, [this](bool shown) {
        if (shown)
            read();
        else if (std::holds_alternative<Bitmap>(focus_.subject()))
            focus_.setSubject(before_);
        subscription_.setVisible(shown);
    });
    connect(&controller, &SessionController::configured, this, [this] {
        if (panel_.pad().showsPicture())
            takePicture(file_); // its image may have another size now
        else if (panel_.showsPad())
            read();
    });
    subscription_.setVisible(false);
}

void PadPresenter::read() {
    if (!std::holds_alternative<Bitmap>(focus_.subject()))
        before_ = focus_.subject();
    const SessionInfo& info = controller_.info();
    std::vector<std::uint8_t> pixels;
    if (panel_.pad().showsPicture())
        pixels = picture_;
    else if (!panel_.pad().isEmpty() && services_.prepareDrawing && info.width > 0) {
        const QImage drawn = panel_.pad().image(drawnSide);
        std::vector<std::uint8_t> bytes;
        for (int y = 0; y < drawn.height(); ++y)
            bytes.insert(bytes.end(), drawn.constScanLine(y), drawn.constScanLine(y) + drawn.width());
        pixels = services_.prepareDrawing(bytes, drawn.width(), info.width, info.height);
    }
    if (pixels.empty()) {
        panel_.setAnswers({});
        panel_.setPrepared({});
        subscription_.setQuery({});
        if (std::holds_alternative<Bitmap>(focus_.subject()))
            focus_.setSubject(before_);
        return;
    }
    panel_.setPrepared(greyImage(pixels, info.width, info.height));
    const Bitmap bitmap{std::move(pixels), {}};
    subscription_.setQuery({{bitmap}, Quantity::Answer});
    focus_.setSubject(bitmap);
}

void PadPresenter::takePicture(const QString& file) {
    const SessionInfo& info = controller_.info();
    if (!services_.readPicture || info.width == 0)
        return emit refused(tr("There is no network yet that could read %1.").arg(file));
    file_ = file;
    reader_.post([this, file, width = info.width, height = info.height,
                  work = services_.readPicture]() -> BackgroundWorker::Delivery {
        try {
            return [this, width, height, pixels = work(file.toStdString(), width, height)] {
                picture_ = pixels;
                panel_.openPad();
                panel_.pad().setPicture(greyImage(pixels, width, height));
            };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] { emit refused(sentence); };
        }
    });
}

void PadPresenter::show(const Sight& sight) {
    const FoundArray* answers = sight.findings ? sight.findings->find(Quantity::Answer) : nullptr;
    if (!answers)
        return panel_.setAnswers({QString::fromStdString(sight.error)});
    std::vector<std::size_t> order(answers->values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return answers->values[i]; });
    order.resize(std::min(order.size(), toldAnswers));
    const std::vector<std::string>& names = controller_.info().classNames;
    QStringList said;
    for (const std::size_t i : order)
        said.append(QStringLiteral("%1  %2\u2009%")
                        .arg(i < names.size() ? QString::fromStdString(names[i]) : QString::number(i),
                             QLocale().toString(100 * static_cast<double>(answers->values[i]), 'f', 1)));
    panel_.setAnswers(said);
}

} // namespace unroll
