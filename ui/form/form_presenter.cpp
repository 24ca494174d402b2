#include "ui/form/form_presenter.h"

#include "ui/form/hyperparameter_panel.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_fit.h"
#include "ui/state/settings.h"
#include "ui/widgets/message_bar.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr int restMilliseconds = 200;
constexpr int rememberMilliseconds = 500;
constexpr double shortTraining = 2; // seconds: a hand waits for that

// What messages are about.
constexpr QLatin1String pendingCause("pending");
constexpr QLatin1String trainingCause("training");

QString labelsOf(const std::vector<const HyperparameterRow*>& rows) {
    QStringList labels;
    for (const HyperparameterRow* row : rows)
        labels.append(labelOf(*row));
    if (labels.size() < 2)
        return labels.join(QString());
    const QString last = labels.takeLast();
    return FormPresenter::tr("%1 and %2").arg(labels.join(QStringLiteral(", ")), last);
}

bool changeWhileTraining(const std::vector<const HyperparameterRow*>& rows) {
    return std::all_of(rows.begin(), rows.end(), [](const auto* row) { return row->changesWhileTraining; });
}

} // namespace

FormPresenter::FormPresenter(SessionController& controller, HyperparameterPanel& form, MessageBar& messages,
                             Settings& settings, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , form_(form)
    , messages_(messages)
    , settings_(settings)
    , retrains_(settings.retrainsAsDragged()) {
    remember_.setSingleShot(true);
    remember_.setInterval(rememberMilliseconds);
    connect(&remember_, &QTimer::timeout, this, &FormPresenter::remember);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &FormPresenter::remember);
    rest_.setParent(this);
    rest_.setObjectName(QStringLiteral("rest"));
    rest_.setSingleShot(true);
    rest_.setInterval(restMilliseconds);
    connect(&rest_, &QTimer::timeout, this, [this] { configure(); });
    connect(&form, &HyperparameterPanel::edited, this, &FormPresenter::takeEdit);
    connect(&controller, &SessionController::configured, this, [this](const SessionInfo& info) {
        form_.setData(info);
        shown_ = onShow();
        forgetTrouble();
        emit forecastChanged();
        compare();
    });
    connect(&controller, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Ready && pending_)
            compare(); // rewound: nothing is lost any more
        if (state == State::Running)
            forgetTrouble();
    });
    connect(&controller, &SessionController::epochsFinished, this, &FormPresenter::learnSpeed);
    connect(&controller, &SessionController::diverged, this, &FormPresenter::explainDivergence);
    connect(&controller, &SessionController::failed, this, &FormPresenter::explainFailure);
}

void FormPresenter::forgetTrouble() { messages_.settle(trainingCause); }

void FormPresenter::begin(const Hyperparameters& hyperparameters) {
    form_.setHyperparameters(hyperparameters);
    emit forecastChanged();
    configure();
}

bool FormPresenter::isUntrained() const {
    const State state = controller_.state();
    return state == State::Empty || state == State::Preparing || state == State::Ready;
}

// A file that is synced at every step of a slider would hold up the drag.
void FormPresenter::note() {
    noted_ = true;
    if (!remember_.isActive())
        remember_.start();
}

void FormPresenter::remember() {
    if (std::exchange(noted_, false))
        settings_.setHyperparameters(form_.hyperparameters());
}

void FormPresenter::takeEdit() {
    note();
    emit forecastChanged();
    if (!takesAnew())
        return compare();
    configure(true);
    controller_.train();
}

void FormPresenter::take(const Hyperparameters& hyperparameters) {
    form_.setHyperparameters(hyperparameters);
    takeEdit();
}

bool FormPresenter::takesAnew() const {
    const Hyperparameters wanted = form_.hyperparameters();
    const State state = controller_.state();
    const bool restsInTheMiddle = state == State::Paused || state == State::Stopped;
    return retrains() && wanted != requested_ && !(restsInTheMiddle && isLive(wanted));
}

// Whether the network on show can take the setting without being built anew.
bool FormPresenter::isLive(const Hyperparameters& wanted) const {
    return changeWhileTraining(differences(onShow(), wanted));
}

bool FormPresenter::showsAnotherSeed() const {
    return seriesOfSeeds_ && controller_.hyperparameters().seed != requested_.seed;
}

Hyperparameters FormPresenter::onShow() const {
    Hyperparameters setting = controller_.hyperparameters();
    if (showsAnotherSeed())
        setting.seed = requested_.seed;
    return setting;
}

void FormPresenter::learnSpeed(const std::vector<EpochMetrics>& epochs) {
    forecast_.learn(controller_.hyperparameters(), controller_.info(), epochs.back().samplesPerSecond);
    emit forecastChanged();
}

bool FormPresenter::retrains() const { return retrains_.value_or(predictedSeconds() < shortTraining); }

void FormPresenter::setRetrains(bool retrains) {
    retrains_ = retrains;
    settings_.setRetrainsAsDragged(retrains);
    emit forecastChanged();
}

double FormPresenter::predictedSeconds() const {
    return forecast_.seconds(form_.hyperparameters(), controller_.info());
}

void FormPresenter::compare() {
    const Hyperparameters wanted = form_.hyperparameters();
    const State state = controller_.state();
    if (isUntrained()) {
        setPending(false);
        if (wanted != requested_ || state == State::Empty)
            rest_.start();
        else
            rest_.stop();
        return;
    }
    const auto differing = differences(onShow(), wanted);
    if (!differing.empty() && changeWhileTraining(differing) && state != State::Finished && state != State::Diverged) {
        Hyperparameters changed = wanted;
        changed.seed = controller_.hyperparameters().seed;
        controller_.change(changed);
        setPending(false);
    } else {
        setPending(!differing.empty());
    }
}

void FormPresenter::setPending(bool pending) {
    if (pending)
        explain();
    else
        messages_.settle(pendingCause);
    if (pending == pending_)
        return;
    pending_ = pending;
    emit pendingChanged();
}

void FormPresenter::explain() {
    const auto differing = differences(onShow(), form_.hyperparameters());
    messages_.show(
        MessageBar::Kind::Hint,
        differing.size() == 1
            ? tr("%1 changes with a new network; this one stays on show until then.").arg(labelsOf(differing))
            : tr("%1 change with a new network; this one stays on show until then.").arg(labelsOf(differing)),
        tr("Train anew"), [this] { restart(); }, pendingCause);
}

void FormPresenter::configure(bool byDrag) {
    rest_.stop();
    setPending(false);
    startedByDrag_ = byDrag;
    seriesOfSeeds_ = false;
    goesOn_ = false;
    requested_ = form_.hyperparameters();
    controller_.configure(requested_);
}

// Again means the form's seed, which is not the last one of a series.
void FormPresenter::train() {
    form_.finishEdits(); // a key that trains leaves the field as it is
    startedByDrag_ = false;
    const State state = controller_.state();
    const bool again = state == State::Finished || state == State::Diverged;
    if (pending_ || rest_.isActive() || (again && showsAnotherSeed()))
        configure();
    controller_.train();
}

void FormPresenter::restart() {
    configure();
    controller_.train();
}

// The next one, not a random one: a person can go back to a seed.
void FormPresenter::newSeed() {
    const HyperparameterRow& row = *findHyperparameter("seed");
    const std::int64_t seed = form_.hyperparameters().seed;
    change("seed", static_cast<double>(seed) < row.maximum ? seed + 1 : static_cast<std::int64_t>(row.minimum));
    restart();
}

// Bringing a setting back is no drag: it waits for Train.
void FormPresenter::use(const Hyperparameters& hyperparameters) {
    form_.setHyperparameters(hyperparameters);
    note();
    emit forecastChanged();
    compare();
}

void FormPresenter::adopt(const Hyperparameters& hyperparameters) {
    rest_.stop();
    setPending(false);
    form_.setHyperparameters(hyperparameters);
    requested_ = form_.hyperparameters();
    startedByDrag_ = false;
    seriesOfSeeds_ = false;
    goesOn_ = true;
    note();
    emit forecastChanged();
}

void FormPresenter::adoptSeeds(const Hyperparameters& hyperparameters) {
    adopt(hyperparameters);
    seriesOfSeeds_ = true;
    goesOn_ = false;
}

void FormPresenter::change(std::string_view key, const HyperparameterValue& value) {
    Hyperparameters changed = form_.hyperparameters();
    setValue(changed, *findHyperparameter(key), value);
    form_.setHyperparameters(changed);
    note();
}

void FormPresenter::takeDrawnData() {
    form_.explainCells(form_.hyperparameters().cells);
    form_.setHyperparameters(onDrawnData(form_.hyperparameters()));
    note();
    configure();
}

void FormPresenter::offerDrawnData(const QString& sentence) {
    messages_.show(
        MessageBar::Kind::Warning, sentence, tr("Use the built-in digits"), [this] { takeDrawnData(); }, trainingCause);
}

void FormPresenter::explainDivergence(const Divergence& divergence) {
    const QString op = QString::fromStdString(divergence.op);
    const QString node = QString::fromStdString(divergence.node);
    QString what = node.contains(op) ? node : QStringLiteral("%1, %2").arg(node, op);
    if (divergence.layer > 0)
        what = tr("%1 in layer %2").arg(what).arg(divergence.layer);
    if (!divergence.gradientOf.empty())
        what = tr("%1, going backward").arg(what);
    const QString where = tr("Training diverged in epoch %1, batch %2 (%3 is no longer finite).")
                              .arg(divergence.epoch)
                              .arg(divergence.batch)
                              .arg(what);
    const auto halve = [this] {
        change("eta", form_.hyperparameters().eta / 2);
        restart();
    };
    messages_.show(MessageBar::Kind::Warning, where, tr("Halve eta and train"), halve, trainingCause);
}

// A change that the training refused: the form says what holds, and so does the session, whatever is under way to it.
void FormPresenter::takeBackChange() {
    const Hyperparameters& holding = controller_.hyperparameters();
    const auto differing = differences(onShow(), form_.hyperparameters());
    if (isUntrained() || differing.empty() || !changeWhileTraining(differing))
        return;
    Hyperparameters shown = holding;
    shown.seed = form_.hyperparameters().seed;
    form_.setHyperparameters(shown);
    note();
    controller_.change(holding);
    emit forecastChanged();
}

// Where the data can be read the setting is at fault: what was changed since one could be set up, or its largest part.
void FormPresenter::explainFailure(const QString& sentence) {
    takeBackChange();
    if (goesOn_ && controller_.state() == State::Preparing) {
        messages_.show(
            MessageBar::Kind::Warning, sentence, tr("Train anew"), [this] { restart(); }, trainingCause);
        return;
    }
    const std::string data = form_.hyperparameters().data;
    const bool readable = data == (shown_ ? shown_->data : drawnData);
    if (readable && controller_.state() == State::Preparing) {
        const auto changed = shown_ ? differences(*shown_, requested_) : std::vector<const HyperparameterRow*>();
        form_.explainObstacle(changed.empty() ? "hidden" : changed.front()->key,
                              sentence.section(QStringLiteral(": "), 0, 0));
    }
    if (data == drawnData || readable || controller_.state() == State::Stopped) {
        messages_.show(MessageBar::Kind::Warning, sentence, {}, {}, trainingCause);
        return;
    }
    offerDrawnData(sentence);
}

} // namespace unroll
