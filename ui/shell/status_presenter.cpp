#include "ui/shell/status_presenter.h"

#include "ui/shell/status_line.h"
#include "ui/state/figure_texts.h"

#include <cmath>

namespace unroll {

StatusPresenter::StatusPresenter(SessionController& controller, const RetrainPolicy& policy, const RunList& runs,
                                 StatusLine& line, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , policy_(policy)
    , runs_(runs)
    , status_(line) {
    connect(&controller, &SessionController::configured, this, &StatusPresenter::beginRun);
    connect(&controller, &SessionController::rewound, this, &StatusPresenter::beginRun);
    connect(&controller, &SessionController::batchesFinished, this, &StatusPresenter::addBatches);
    connect(&controller, &SessionController::epochsFinished, this, &StatusPresenter::addEpochs);
    connect(&controller, &SessionController::stateChanged, this, &StatusPresenter::showState);
    const auto showAgain = [this] { status_.setState(stateText(controller_.state())); };
    connect(&policy, &RetrainPolicy::pendingChanged, this, showAgain);
    connect(&policy, &RetrainPolicy::forecastChanged, this, showAgain);
    showState(controller.state());
}

void StatusPresenter::beginRun() {
    const Run* run = runs_.present();
    progress_.begin(controller_.hyperparameters().epochs, controller_.info().batchesPerEpoch);
    progress_.goOnFrom(controller_.epochs(), run ? run->position.step : 0, run ? run->trace.end() : RunTrace().end());
    status_.setMachine(controller_.info());
    showFigures();
}

void StatusPresenter::addBatches(const std::vector<BatchMetrics>& batches) {
    progress_.add(batches);
    status_.setState(stateText(controller_.state()));
    showFigures();
}

void StatusPresenter::addEpochs(const std::vector<EpochMetrics>& epochs) {
    progress_.add(epochs);
    showFigures();
}

void StatusPresenter::showState(SessionController::State state) {
    status_.setState(stateText(state));
    if (state == SessionController::State::Empty)
        status_.setMachine({});
    showFigures();
}

void StatusPresenter::showFigures() {
    StatusFigures figures;
    figures.fraction = progress_.fraction();
    figures.imagesPerSecond = progress_.imagesPerSecond();
    if (!progress_.isEmpty())
        figures.seconds = progress_.seconds();
    if (!progress_.isEmpty() && controller_.info().countsAllocations)
        figures.allocatedBytes = progress_.allocatedBytes();
    status_.setFigures(figures);
}

// Where it rests in the middle of an epoch, with the batch and what it came to.
QString StatusPresenter::epochText(SessionController::State state) const {
    const QString epoch = tr("Epoch %1 of %2").arg(progress_.epoch()).arg(progress_.epochs());
    const bool rests = state == SessionController::State::Paused || state == SessionController::State::Stopped;
    if (!rests || progress_.batch() == 0)
        return epoch;
    const QString batch = tr("%1, batch %2 of %3").arg(epoch).arg(progress_.batch()).arg(progress_.batchesPerEpoch());
    const Run* run = runs_.present();
    if (!run || run->trace.isEmpty())
        return batch;
    const TracePoint& end = run->trace.end();
    return tr("%1, loss %2, gradient %3").arg(batch, lossText(end.loss), normText(end.gradientNorm));
}

// Of a training that takes long enough to ask; as coarse as it is known.
QString StatusPresenter::leftText() const {
    constexpr double shortest = 5;
    const double left = progress_.secondsLeft().value_or(0);
    if (left + progress_.seconds() < shortest || progress_.seconds() < 1)
        return {};
    return left < 90 ? tr("%1 s").arg(std::ceil(left)) : tr("%1 min").arg(std::ceil(left / 60));
}

// Why nothing happens though a control was moved.
QString StatusPresenter::changedText() const {
    const double seconds = policy_.predictedSeconds();
    return seconds > 0 ? tr("Changed: Space retrains, about %1").arg(secondsText(seconds))
                       : tr("Changed: Space retrains");
}

QString StatusPresenter::stateText(SessionController::State state) const {
    using State = SessionController::State;
    if (policy_.isPending() && !policy_.retrains() && state != State::Preparing && state != State::Running)
        return changedText();
    const QString epoch = epochText(state);
    switch (state) {
    case State::Empty:
        return tr("No network");
    case State::Preparing:
        return tr("Preparing\u2026");
    case State::Ready:
        return tr("Ready");
    case State::Running:
        return leftText().isEmpty() ? epoch : tr("%1, %2 left").arg(epoch, leftText());
    case State::Paused:
        return tr("%1, paused").arg(epoch);
    case State::Stopped:
        return tr("%1, stopped").arg(epoch);
    case State::Finished:
        return tr("%1, done").arg(epoch);
    case State::Diverged:
        return tr("%1, diverged").arg(epoch);
    }
    return {};
}

} // namespace unroll
