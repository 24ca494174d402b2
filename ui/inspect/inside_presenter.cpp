#include "ui/inspect/inside_presenter.h"

#include "engine/session/cell_table.h"
#include "ui/inspect/inside_pages.h"
#include "ui/plots/drawing_file.h"
#include "ui/state/digit_image.h"
#include "ui/state/row_words.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/save_file.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QMetaObject>

#include <numeric>

namespace unroll {
namespace {

constexpr QLatin1String saveCause("inside");
constexpr std::array bothPlaces{LookPlace::First, LookPlace::Second};

std::size_t indexOf(LookPlace place) { return static_cast<std::size_t>(place); }

// Evenly as many as tell a way.
std::vector<PastEpoch> spread(std::vector<PastEpoch> all) {
    constexpr std::size_t most = 60;
    if (all.size() <= most)
        return all;
    std::vector<PastEpoch> some;
    for (std::size_t i = 0; i < most; ++i)
        some.push_back(all[i * (all.size() - 1) / (most - 1)]);
    return some;
}

QString nameOf(const Run& run) {
    const CellRow& kind = cellRow(run.hyperparameters.cell);
    const QString name = run.label.name.isEmpty()
                             ? QString::fromUtf8(kind.name.data(), static_cast<qsizetype>(kind.name.size()))
                             : run.label.name;
    return run.label.number > 0 ? QStringLiteral("%1 %2").arg(run.label.number).arg(name) : name;
}

} // namespace

InsidePresenter::InsidePresenter(Parts parts, InsidePages& pages, const WindowServices& services, QWidget* window)
    : QObject(window)
    , parts_(parts)
    , services_(services)
    , window_(window) {
    connect(&pages, &InsidePages::made, this, [this](InsideView* view) { attach(*view); });
    connect(&parts.focus, &LookFocus::subjectChanged, this, &InsidePresenter::askAll);
    connect(&parts.networks, &ShownNetworks::changed, this, &InsidePresenter::forget);
    connect(&parts.controller, &SessionController::configured, this, &InsidePresenter::askAll);
    connect(&parts.controller, &SessionController::stateChanged, this, &InsidePresenter::askAll);
    connect(&parts.controller, &SessionController::epochsFinished, this, &InsidePresenter::askAll);
}

void InsidePresenter::attach(InsideView& view) {
    Attached& attached = views_.emplace_back();
    attached.view = &view;
    for (const LookPlace place : bothPlaces)
        attached.subscriptions[indexOf(place)] =
            parts_.controller.inspection().subscribe({},
                                                     [this, &attached, place](const Sight& sight) {
                                                         attached.sights[indexOf(place)] = sight;
                                                         showSoon(attached);
                                                     },
                                                     {.place = place, .interval = view.wish().interval});
    if (view.wish().ofPast) {
        attached.past = std::make_unique<PastWalkPresenter>(parts_.controller, parts_.networks, this);
        connect(attached.past.get(), &PastWalkPresenter::foundMore, this, [this, &attached] { showSoon(attached); });
    }
    connect(&view, &InsideView::wishChanged, this, [this, &attached] { ask(attached); });
    connect(&view, &InsideView::epochChosen, &parts_.moment, [this](qint64 epoch) { parts_.moment.set(epoch); });
    connect(&view, &InsideView::saveWanted, this, [this, &view](const QString& suffix) { save(view, suffix); });
    view.installEventFilter(this);
    ask(attached);
    show(attached);
}

bool InsidePresenter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        for (Attached& attached : views_)
            if (attached.view == watched)
                QMetaObject::invokeMethod(
                    this, [this, &attached] { ask(attached); }, Qt::QueuedConnection); // once it is seen
    return QObject::eventFilter(watched, event);
}

void InsidePresenter::askAll() {
    for (Attached& attached : views_)
        ask(attached);
}

// What was found elsewhere stays until something else is: nothing blinks.
void InsidePresenter::forget(LookPlace) { askAll(); }

void InsidePresenter::ask(Attached& attached) {
    if (!attached.view)
        return;
    const bool seen = attached.view->isVisible();
    const LookWish wish = attached.view->wish();
    for (const LookPlace place : bothPlaces) {
        Query query = queryOf(wish, place);
        const bool there = parts_.networks.run(place) != nullptr && (!query.subjects.empty() || query.study);
        attached.subscriptions[indexOf(place)].setVisible(seen && there && !wish.ofPast);
        if (!there)
            attached.sights[indexOf(place)] = {};
        if (there && isUnderWay(attached, place, query))
            continue;
        attached.queries[indexOf(place)] = there ? query : Query{};
        attached.subscriptions[indexOf(place)].setQuery(attached.queries[indexOf(place)]);
    }
    if (attached.past) {
        attached.past->setQuery(queryOf(wish, LookPlace::First));
        attached.past->setVisible(seen);
    }
    if (seen)
        showSoon(attached);
}

// A landscape with less of the training's way is completed before one with more begins: epochs may end faster.
bool InsidePresenter::isUnderWay(const Attached& attached, LookPlace place, const Query& query) const {
    const Query& asked = attached.queries[indexOf(place)];
    const auto* now = query.study ? std::get_if<LandscapeStudy>(&*query.study) : nullptr;
    const auto* before = asked.study ? std::get_if<LandscapeStudy>(&*asked.study) : nullptr;
    if (!now || !before || parts_.controller.state() != SessionController::State::Running)
        return false;
    LandscapeStudy same = *now;
    same.past = before->past;
    const auto& found = attached.sights[indexOf(place)].findings;
    return same == *before && !before->past.empty() && !(found && found->complete && found->query == asked);
}

Query InsidePresenter::queryOf(const LookWish& wish, LookPlace place) const {
    Query query{{}, wish.quantities, wish.saliencyClass, wish.study};
    const std::int64_t images = parts_.controller.info().testImages;
    if (parts_.controller.info().classes == 0)
        return {};
    if (query.study)
        std::visit(
            [&](auto& study) {
                if constexpr (requires { study.past; })
                    study.past = spread(parts_.networks.past(place));
                if constexpr (requires { study.subject; })
                    study.subject = parts_.focus.subject();
            },
            *query.study);
    if (wish.of == LookWish::Of::Focus)
        query.subjects.push_back(parts_.focus.subject());
    const std::int64_t count = wish.of == LookWish::Of::TestImages ? images
                               : wish.of == LookWish::Of::Network  ? 0
                                                                   : std::min(images, wish.images);
    for (std::int64_t index = 0; index < count; ++index)
        query.subjects.emplace_back(TestImage{index});
    return query;
}

void InsidePresenter::showSoon(Attached& attached) {
    if (std::exchange(attached.due, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this, &attached] {
            attached.due = false;
            show(attached);
        },
        Qt::QueuedConnection);
}

void InsidePresenter::show(Attached& attached) {
    if (!attached.view)
        return;
    const LookWish before = attached.view->wish();
    std::vector<NetworkSight> sights{sightOf(attached, LookPlace::First)};
    if (parts_.networks.run(LookPlace::Second))
        sights.push_back(sightOf(attached, LookPlace::Second));
    attached.view->setSights(std::move(sights));
    if (attached.view->wish() != before) // the network is another
        ask(attached);
}

NetworkSight InsidePresenter::sightOf(const Attached& attached, LookPlace place) const {
    NetworkSight sight;
    const Run* run = parts_.networks.run(place);
    if (!run || parts_.controller.info().classes == 0) {
        sight.absence = tr("There is no network to look into yet.");
        return sight;
    }
    describeNetwork(sight, *run);
    describeSubject(sight);
    const Sight& found = attached.sights[indexOf(place)];
    sight.findings = found.findings;
    sight.absence = QString::fromStdString(found.error);
    if (attached.past) {
        sight.past = attached.past->found(place);
        if (!sight.past.empty())
            sight.findings = sight.past.back().findings;
        else if (parts_.networks.past(place).empty())
            sight.absence = tr("No past epoch of this run is kept.");
    }
    if (!sight.findings && sight.absence.isEmpty() && isLost(*run, place))
        sight.absence =
            tr("The training diverged, and its weights are no longer finite. Go back to an earlier moment on "
               "the strip below.");
    describeMoment(sight, place);
    if (isLost(*run, place))
        sight.moment = tr("diverged");
    return sight;
}

// Whether there are no weights at the newest moment that one could look into.
bool InsidePresenter::isLost(const Run& run, LookPlace place) const {
    return run.divergence && !parts_.networks.epoch(place);
}

void InsidePresenter::describeNetwork(NetworkSight& sight, const Run& run) const {
    const SessionInfo& info = run.info;
    sight.run = nameOf(run);
    sight.slot = run.label.slot;
    sight.shape = networkShape(run.hyperparameters, std::int64_t{info.width} * info.height, std::int64_t{info.classes});
    sight.cell = cellText(run.hyperparameters);
    sight.kind = QString::fromStdString(run.hyperparameters.cell);
    sight.eta = run.hyperparameters.eta;
    sight.plainDescent = run.hyperparameters.optimizer == "sgd";
    sight.gated = sight.shape.gates > 1;
    sight.readsOutEverywhere = run.hyperparameters.output == "every";
    sight.image = {info.width, info.height};
    for (int index = 0; index < info.classes; ++index)
        sight.classes.append(info.classNames.empty()
                                 ? QString::number(index)
                                 : QString::fromStdString(info.classNames[static_cast<std::size_t>(index)]));
    sight.testImages = [this](std::span<const std::int64_t> indices) { return testImages(indices); };
}

std::vector<DigitImage> InsidePresenter::testImages(std::span<const std::int64_t> indices) const {
    const auto& data = parts_.controller.data();
    return data ? data->images({.part = DataPart::Test}, indices) : std::vector<DigitImage>();
}

void InsidePresenter::describeSubject(NetworkSight& sight) const {
    const auto take = [&sight](const DigitImage& image) {
        sight.subject = greyImage(image.pixels, image.width, image.height);
        sight.label = image.label;
    };
    const Subject& subject = parts_.focus.subject();
    if (const auto* test = std::get_if<TestImage>(&subject)) {
        sight.subjectName = tr("test image %1").arg(test->index);
        if (test->index < parts_.controller.info().testImages)
            for (const DigitImage& image : testImages(std::span(&test->index, 1)))
                take(image);
    } else if (const auto* training = std::get_if<TrainingImage>(&subject)) {
        sight.subjectName = tr("training image %1").arg(training->index);
        const Hyperparameters& setting = parts_.controller.hyperparameters();
        if (parts_.controller.data() && training->index < parts_.controller.info().trainImages)
            for (const DigitImage& image : parts_.controller.data()->images(
                     {DataPart::Train, setting.shift, setting.rotate, setting.seed, training->epoch},
                     std::span(&training->index, 1)))
                take(image);
    } else if (const auto* bitmap = std::get_if<Bitmap>(&subject)) {
        sight.subjectName = tr("your drawing");
        if (std::ssize(bitmap->pixels) == static_cast<std::ptrdiff_t>(sight.image.width()) * sight.image.height())
            sight.subject = greyImage(bitmap->pixels, sight.image.width(), sight.image.height());
        sight.label = bitmap->label;
    }
}

void InsidePresenter::describeMoment(NetworkSight& sight, LookPlace place) const {
    if (const auto epoch = parts_.networks.epoch(place)) {
        sight.newest = false;
        sight.moment = *epoch == 0 ? tr("before training") : tr("epoch %1").arg(*epoch);
        return;
    }
    const bool live =
        parts_.controller.state() == SessionController::State::Running && parts_.networks.isUnderWay(place);
    const double epochs = sight.findings ? sight.findings->moment.epochs : 0;
    sight.moment = live ? tr("live") : epochs <= 0 ? tr("untrained") : tr("after epoch %1").arg(epochs, 0, 'g', 4);
}

void InsidePresenter::save(InsideView& view, const QString& suffix) {
    const QString path = askSavePath(window_, services_, parts_.settings, tr("Save %1").arg(view.title()),
                                     view.objectName(), QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    if (path.isEmpty())
        return;
    const QSize size = view.size();
    const Drawing drawing{size, view.title(), [&view, size](QCPPainter& painter) { view.paint(painter, size, true); }};
    write(path, suffix == QStringLiteral("csv")   ? QByteArray::fromStdString(view.table())
                : suffix == QStringLiteral("svg") ? svgOf(drawing)
                : suffix == QStringLiteral("pdf") ? pdfOf(drawing)
                                                  : pngOf(drawing));
}

void InsidePresenter::write(const QString& path, const QByteArray& bytes) {
    try {
        post(path, bytes);
    } catch (const std::exception& error) { // there is no thread to write it
        parts_.messages.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()), {}, {}, saveCause);
    }
}

void InsidePresenter::post(const QString& path, const QByteArray& bytes) {
    jobs_.post([this, path, bytes]() -> DetachedJobs::Delivery {
        try {
            saveFile(path, bytes);
            return [this, path] {
                endWriting();
                tellSaved(parts_.messages, services_, path, saveCause);
            };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] {
                endWriting();
                parts_.messages.show(MessageBar::Kind::Warning, sentence, {}, {}, saveCause);
            };
        }
    });
    ++writing_;
}

void InsidePresenter::endWriting() {
    if (--writing_ == 0)
        emit written();
}

} // namespace unroll
