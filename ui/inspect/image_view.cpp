#include "ui/inspect/image_view.h"

#include "ui/inspect/reading_canvas.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/csv_cells.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QBoxLayout>
#include <QMenu>

#include <algorithm>
#include <cmath>
#include <utility>

#include <qcustomplot.h>

namespace unroll {
namespace {

std::vector<int> cellOfPixel(const Findings& findings, std::size_t pixels) {
    std::vector<int> cells(pixels, -1);
    if (const FoundArray* order = findings.find(Quantity::ReadingOrder))
        for (std::int64_t cell = 0; cell < order->rows; ++cell)
            for (const float pixel : order->row(cell))
                cells[static_cast<std::size_t>(pixel)] = static_cast<int>(cell);
    return cells;
}

} // namespace

ImageView::ImageView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does it look at?"), parent) {
    setObjectName(QStringLiteral("imageView"));
    setWhatsThis(
        tr("<p>The image, as the cells read it one after the other.</p><p><b>Saliency</b>: the derivative of "
           "a class's logit with respect to every pixel, ∂z<sub>c</sub>/∂x (Simonyan, Vedaldi and "
           "Zisserman 2013, arXiv 1312.6034). Light: more ink there raises the logit; dark: it lowers it.</p>"));
    connect(&focus, &LookFocus::cellChanged, this, &ImageView::markCell);
    setSegments(0,
                {{tr("Image"), tr("Show the image as it is read")},
                 {tr("Saliency"), tr("Show how every pixel moves the answer")}},
                0);
    classButton_ = new FlatButton(this);
    classButton_->setFont(smallFont());
    classButton_->setMenu(new QMenu(classButton_));
    classButton_->setPopupMode(QToolButton::InstantPopup);
    classButton_->hide();
    addToHeading(classButton_);
    chooseClass({});
}

LookWish ImageView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::Answer | Quantity::ReadingOrder;
    if (saliency_) {
        wish.quantities |= Quantity::Saliency;
        wish.saliencyClass = class_;
    }
    return wish;
}

void ImageView::chooseSegment(int, int segment) {
    saliency_ = segment == 1;
    classButton_->setVisible(saliency_);
    emit wishChanged();
    draw();
    retell();
}

void ImageView::chooseClass(std::optional<int> label) {
    class_ = label;
    classButton_->setText(label ? tr("for “%1”").arg(classes_.value(*label)) : tr("for its answer"));
    classButton_->setAccessibleName(tr("Whose logit: %1").arg(classButton_->text()));
    classButton_->setToolTip(tr("What speaks for which class: for the one that the network says, or for another"));
    classButton_->setKey(Qt::SHIFT | Qt::Key_C); // a new text loses it
}

// A class that other data has not is none any more.
void ImageView::listClasses() {
    const QStringList known = sights().empty() ? QStringList() : sights().front().classes;
    if (known.isEmpty() || std::exchange(classes_, known) == known)
        return;
    QMenu* menu = classButton_->menu();
    menu->clear();
    const auto offer = [this, menu](const QString& text, std::optional<int> label) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, label] {
            chooseClass(label);
            emit wishChanged();
        });
    };
    offer(tr("Its answer"), {});
    for (int label = 0; label < known.size(); ++label)
        offer(tr("“%1”").arg(known[label]), label);
    if (std::exchange(class_, std::nullopt)) {
        chooseClass({});
        emit wishChanged();
    }
}

void ImageView::draw() {
    listClasses();
    while (canvases_.size() < sights().size()) {
        canvases_.push_back(new ReadingCanvas(this));
        connect(canvases_.back(), &ReadingCanvas::cellChosen, &focus(), [this](int cell) { focus().setCell(cell); });
        drawings().addWidget(canvases_.back(), 1);
    }
    for (std::size_t i = 0; i < canvases_.size(); ++i) {
        canvases_[i]->setVisible(i < sights().size());
        if (i >= sights().size())
            continue;
        const NetworkSight& sight = sights()[i];
        const auto pixels =
            static_cast<std::size_t>(sight.subject.width()) * static_cast<std::size_t>(sight.subject.height());
        std::vector<int> cells(pixels, -1);
        std::vector<float> values;
        if (sight.findings) {
            cells = cellOfPixel(*sight.findings, pixels);
            if (const FoundArray* found = saliency_ ? sight.findings->find(Quantity::Saliency) : nullptr)
                values = found->values;
        }
        canvases_[i]->setImage(sight.subject, std::move(cells));
        canvases_[i]->setPixelValues(std::move(values));
    }
    markCell();
}

void ImageView::markCell() {
    for (std::size_t i = 0; i < std::min(canvases_.size(), sights().size()); ++i)
        canvases_[i]->setCell(focus().cellOf(static_cast<int>(sights()[i].shape.cells)));
    if (!sights().empty() && !saliency_)
        retell();
}

QString ImageView::describe(const NetworkSight& sight) const {
    const int cell = focus().cellOf(static_cast<int>(sight.shape.cells));
    const Answer& answer = sight.findings->answers.front();
    if (!saliency_)
        return tr("Cell %1 of %2 reads %3; at the end it says “%4”.")
            .arg(cell + 1)
            .arg(sight.shape.cells)
            .arg(sight.shape.piece == 1 ? tr("one pixel") : tr("%1 pixels").arg(sight.shape.piece),
                 sight.className(answer.prediction));
    const FoundArray* found = sight.findings->find(Quantity::Saliency);
    if (!found)
        return tr("Looking …");
    const auto largest = std::ranges::max_element(found->values, {}, [](float value) { return std::abs(value); });
    const auto place = static_cast<int>(largest - found->values.begin());
    return tr("Light pixels speak for %1, dark ones against it. The strongest, at row %2, column %3, moves its logit "
              "by "
              "%4 from paper to ink.")
        .arg(classSpokenFor(sight))
        .arg(place / sight.image.width() + 1)
        .arg(place % sight.image.width() + 1)
        .arg(static_cast<double>(*largest), 0, 'g', 3);
}

QString ImageView::classSpokenFor(const NetworkSight& sight) const {
    return sight.className(sight.findings->query.saliencyClass.value_or(sight.findings->answers.front().prediction));
}

std::string ImageView::table() const {
    std::string text = "run,row,column,ink,cell,saliency\n";
    for (const NetworkSight& sight : sights()) {
        if (!sight.findings)
            continue;
        const int width = sight.subject.width();
        const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(sight.subject.height());
        const auto cells = cellOfPixel(*sight.findings, pixels);
        const FoundArray* saliency = sight.findings->find(Quantity::Saliency);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int x = static_cast<int>(i) % width;
            const int y = static_cast<int>(i) / width;
            text += csvCell(sight.run) + ',' + std::to_string(y + 1) + ',' + std::to_string(x + 1) + ',' +
                    std::to_string(qGray(sight.subject.pixel(x, y))) + ',' + std::to_string(cells[i] + 1) + ',' +
                    (saliency ? csvCell(saliency->values[i]) : "") + '\n';
        }
    }
    return text;
}

void ImageView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    const QPalette colours = paper ? paperTheme().palette : palette();
    const auto count = static_cast<int>(std::max<std::size_t>(sights().size(), 1));
    for (int i = 0; i < std::min(count, static_cast<int>(canvases_.size())); ++i)
        canvases_[static_cast<std::size_t>(i)]->paint(
            painter, QRect(0, i * size.height() / count, size.width(), size.height() / count), colours);
}

} // namespace unroll
