#include "ui/shell/transport_presenter.h"

#include "ui/shell/transport_bar.h"

namespace unroll {
namespace {

using State = SessionController::State;

TransportState transportState(State state, bool pending, bool hasEpochs) {
    const bool resting = state == State::Paused || state == State::Stopped;
    const bool ended = state == State::Finished || state == State::Diverged;
    TransportState shown;
    shown.running = state == State::Running;
    shown.train = pending   ? TransportState::Train::NewNetwork
                  : resting ? TransportState::Train::GoOn
                  : ended   ? TransportState::Train::Again
                            : TransportState::Train::Start;
    shown.canTrain = state != State::Empty;
    shown.canStep = resting || ended || state == State::Ready;
    shown.canStop = shown.running || state == State::Paused;
    shown.canReseed = state != State::Empty;
    shown.canRewind = shown.running || resting || ended;
    shown.canExportPlots = state != State::Empty && state != State::Preparing;
    shown.canExportRun = shown.canExportPlots && hasEpochs;
    return shown;
}

} // namespace

TransportPresenter::TransportPresenter(SessionController& controller, TransportBar& bar, RetrainPolicy& policy,
                                       QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , bar_(bar)
    , policy_(policy) {
    wireButtons();
    connect(&policy, &RetrainPolicy::pendingChanged, this, &TransportPresenter::showState);
    connect(&policy, &RetrainPolicy::forecastChanged, this, &TransportPresenter::showForecast);
    connect(&controller, &SessionController::epochsFinished, this, &TransportPresenter::showState);
    connect(&controller, &SessionController::stateChanged, this, &TransportPresenter::showState);
    showState();
    showForecast();
}

void TransportPresenter::wireButtons() {
    connect(&bar_, &TransportBar::trainPressed, &policy_, &RetrainPolicy::train);
    connect(&bar_, &TransportBar::pausePressed, &controller_, &SessionController::pause);
    connect(&bar_, &TransportBar::batchPressed, &controller_, &SessionController::stepBatch);
    connect(&bar_, &TransportBar::epochPressed, &controller_, &SessionController::stepEpoch);
    connect(&bar_, &TransportBar::stopPressed, &controller_, &SessionController::stop);
    connect(&bar_, &TransportBar::rewindPressed, &controller_, &SessionController::rewind);
    connect(&bar_, &TransportBar::newSeedPressed, &policy_, &RetrainPolicy::newSeed);
    connect(&bar_, &TransportBar::retrainToggled, &policy_, &RetrainPolicy::setRetrains);
}

void TransportPresenter::showState() {
    bar_.setState(transportState(shownState(), policy_.isPending(), !controller_.epochs().empty()));
}

// A training that a drag begins anew is set up within a frame or two: the buttons don't flicker with it.
SessionController::State TransportPresenter::shownState() const {
    const State state = controller_.state();
    const bool begins = state == State::Preparing || state == State::Ready;
    return begins && controller_.origin() == TrainOrigin::Drag ? State::Running : state;
}

void TransportPresenter::showForecast() { bar_.setRetraining(policy_.retrains(), policy_.predictedSeconds()); }

} // namespace unroll
