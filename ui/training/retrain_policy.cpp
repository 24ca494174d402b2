#include "ui/training/retrain_policy.h"

#include "ui/state/setting_fit.h"
#include "ui/state/settings.h"

#include <algorithm>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr int restMilliseconds = 200;
constexpr double shortTraining = 2; // seconds: a hand waits for that

bool changeWhileTraining(const HyperparameterRows& rows) {
    return std::all_of(rows.begin(), rows.end(), [](const auto* row) { return row->changesWhileTraining; });
}

} // namespace

RetrainPolicy::RetrainPolicy(SessionController& controller, SettingModel& setting, Settings& settings, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , setting_(setting)
    , settings_(settings)
    , retrains_(settings.retrainsAsDragged()) {
    rest_.setParent(this);
    rest_.setObjectName(QStringLiteral("rest"));
    rest_.setSingleShot(true);
    rest_.setInterval(restMilliseconds);
    connect(&rest_, &QTimer::timeout, this, [this] { configure(); });
    connect(&setting, &SettingModel::changed, this, &RetrainPolicy::forecastChanged);
    connect(&setting, &SettingModel::edited, this, &RetrainPolicy::takeEdit);
    connect(&controller, &SessionController::configured, this, &RetrainPolicy::noteConfigured);
    connect(&controller, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Ready && pending_)
            compare(); // rewound: nothing is lost any more
    });
    connect(&controller, &SessionController::epochsFinished, this, &RetrainPolicy::learnSpeed);
    connect(&controller, &SessionController::failed, this, &RetrainPolicy::takeBackChange);
}

void RetrainPolicy::noteConfigured(const SessionInfo& info) {
    setting_.setData(info);
    shown_ = onShow();
    emit forecastChanged();
    compare();
}

void RetrainPolicy::begin() { configure(); }

bool RetrainPolicy::isUntrained() const {
    const State state = controller_.state();
    return state == State::Empty || state == State::Preparing || state == State::Ready;
}

void RetrainPolicy::takeEdit() {
    if (!takesAnew())
        return compare();
    configure(TrainOrigin::Drag);
    controller_.train(TrainOrigin::Drag);
}

bool RetrainPolicy::takesAnew() const {
    const Hyperparameters& wanted = setting_.value();
    const State state = controller_.state();
    const bool restsInTheMiddle = state == State::Paused || state == State::Stopped;
    return retrains() && wanted != requested_ && !(restsInTheMiddle && isLive(wanted));
}

// Whether the network on show can take the setting without being built anew.
bool RetrainPolicy::isLive(const Hyperparameters& wanted) const {
    return changeWhileTraining(differences(onShow(), wanted));
}

bool RetrainPolicy::showsAnotherSeed() const {
    return seriesOfSeeds_ && controller_.hyperparameters().seed != requested_.seed;
}

Hyperparameters RetrainPolicy::onShow() const {
    Hyperparameters setting = controller_.hyperparameters();
    if (showsAnotherSeed())
        setting.seed = requested_.seed;
    return setting;
}

HyperparameterRows RetrainPolicy::pendingRows() const {
    return pending_ ? differences(onShow(), setting_.value()) : HyperparameterRows();
}

std::optional<HyperparameterRows> RetrainPolicy::refusedRows() const {
    return shown_ ? std::optional(differences(*shown_, requested_)) : std::nullopt;
}

std::optional<std::string> RetrainPolicy::readableData() const {
    return shown_ ? std::optional(shown_->data) : std::nullopt;
}

void RetrainPolicy::learnSpeed(const std::vector<EpochMetrics>& epochs) {
    forecast_.learn(controller_.hyperparameters(), controller_.info(), epochs.back().samplesPerSecond);
    emit forecastChanged();
}

bool RetrainPolicy::retrains() const { return retrains_.value_or(predictedSeconds() < shortTraining); }

void RetrainPolicy::setRetrains(bool retrains) {
    retrains_ = retrains;
    settings_.setRetrainsAsDragged(retrains);
    emit forecastChanged();
}

double RetrainPolicy::predictedSeconds() const { return forecast_.seconds(setting_.value(), controller_.info()); }

void RetrainPolicy::compare() {
    const Hyperparameters& wanted = setting_.value();
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

void RetrainPolicy::setPending(bool pending) {
    if (!pending && !pending_)
        return;
    pending_ = pending;
    emit pendingChanged();
}

void RetrainPolicy::configure(TrainOrigin origin) {
    rest_.stop();
    setPending(false);
    seriesOfSeeds_ = false;
    goesOn_ = false;
    requested_ = setting_.value();
    controller_.configure(requested_, origin);
}

// Again means the setting's seed, which is not the last one of a series.
void RetrainPolicy::train() {
    setting_.finishEdits(); // a key that trains leaves the field as it is
    const State state = controller_.state();
    const bool again = state == State::Finished || state == State::Diverged;
    if (pending_ || rest_.isActive() || (again && showsAnotherSeed()))
        configure();
    controller_.train();
}

void RetrainPolicy::restart() {
    configure();
    controller_.train();
}

// The next one, not a random one: a person can go back to a seed.
void RetrainPolicy::newSeed() {
    const HyperparameterRow& row = *findHyperparameter("seed");
    const std::int64_t seed = setting_.value().seed;
    retrainWith("seed", static_cast<double>(seed) < row.maximum ? seed + 1 : static_cast<std::int64_t>(row.minimum));
}

void RetrainPolicy::retrainWith(std::string_view key, const HyperparameterValue& value) {
    setting_.set(key, value);
    restart();
}

// Bringing a setting back is no drag: it waits for Train.
void RetrainPolicy::use(const Hyperparameters& setting) {
    setting_.set(setting);
    compare();
}

void RetrainPolicy::adopt(const Hyperparameters& setting) {
    rest_.stop();
    setPending(false);
    setting_.set(setting);
    requested_ = setting;
    seriesOfSeeds_ = false;
    goesOn_ = true;
}

void RetrainPolicy::adoptSeeds(const Hyperparameters& setting) {
    adopt(setting);
    seriesOfSeeds_ = true;
    goesOn_ = false;
}

void RetrainPolicy::useDrawnData() {
    setting_.setWantedCells(setting_.value().cells);
    setting_.set(onDrawnData(setting_.value()));
    configure();
}

// A change that the training refused: the setting says what holds, but for other values that were changed since; and so
// does the session, whatever is under way to it.
void RetrainPolicy::takeBackChange(const Failure& failure) {
    const auto differing = differences(onShow(), setting_.value());
    if (isUntrained() || differing.empty() || !changeWhileTraining(differing))
        return;
    const Hyperparameters holding = controller_.hyperparameters();
    Hyperparameters shown = setting_.value();
    if (const HyperparameterRow* row = findHyperparameter(failure.key)) {
        setValue(shown, *row, valueOf(holding, *row));
    } else {
        shown = holding;
        shown.seed = setting_.value().seed;
    }
    setting_.set(shown);
    shown.seed = controller_.hyperparameters().seed;
    controller_.change(shown);
}

} // namespace unroll
