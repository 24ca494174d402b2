#include "ui/training/run_follower.h"

#include <utility>
#include <vector>

namespace unroll {

using State = SessionController::State;

RunFollower::RunFollower(SessionController& controller, RunList& list, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , list_(list) {
    connect(&controller, &SessionController::begun, this, &RunFollower::dropWishes);
    connect(&controller, &SessionController::rewound, this, &RunFollower::dropWishes);
    connect(&controller, &SessionController::configured, this, &RunFollower::begin);
    connect(&controller, &SessionController::rewound, this, &RunFollower::restart);
    connect(&controller, &SessionController::batchesFinished, this, &RunFollower::addBatches);
    connect(&controller, &SessionController::epochsFinished, this, &RunFollower::addEpochs);
    connect(&controller, &SessionController::changesChanged, this, &RunFollower::markChanges);
    connect(&controller, &SessionController::stateChanged, this, &RunFollower::followState);
    connect(&controller, &SessionController::weightsAvailable, this, &RunFollower::keep);
    connect(&controller, &SessionController::diverged, this,
            [this](const Divergence& divergence) { list_.diverge(divergence); });
}

void RunFollower::goOn(RunId id) {
    const Run* run = list_.find(id);
    if (!run || !run->record)
        return;
    controller_.goOn(run->record, epochsAfterGoingOn(*run));
    goingOn_ = id;
    goingOnRun_ = controller_.run();
}

void RunFollower::begin(const SessionInfo& info) {
    const Hyperparameters& setting = controller_.hyperparameters();
    if (goingOn_ != 0 && goingOnRun_ == controller_.run() && list_.find(goingOn_))
        list_.goOn(goingOn_, info, setting.epochs);
    else
        list_.begin({setting, info, !drags(), group_,
                     controller_.forkedFrom().isEmpty() ? QString() : tr("From %1").arg(controller_.forkedFrom())});
    goingOn_ = 0;
    markChanges(); // those of a run that goes on
}

// The same training again has the same curves; but not when something was changed on the way.
void RunFollower::restart() {
    const Run* run = list_.present();
    if (run && run->changes.empty())
        list_.restart();
    else
        begin(controller_.info());
    if (!drags())
        list_.setDeliberate();
}

void RunFollower::markChanges() { list_.setChanges(controller_.changes()); }

void RunFollower::addBatches(const std::vector<BatchMetrics>& batches) { list_.add(batches); }

void RunFollower::addEpochs(const std::vector<EpochMetrics>& epochs) { list_.add(epochs); }

void RunFollower::followState(State state) {
    switch (state) {
    case State::Running:
        return list_.setStatus(RunStatus::Running);
    case State::Paused:
    case State::Stopped:
        return list_.setStatus(RunStatus::Interrupted, state == State::Paused ? RunRest::Paused : RunRest::Stopped);
    case State::Finished:
        return list_.setStatus(RunStatus::Done);
    case State::Empty:
        return list_.endPresent();
    case State::Preparing:
    case State::Ready:
    case State::Diverged:
        return;
    }
}

void RunFollower::keep(const std::shared_ptr<const RunRecord>& record) {
    list_.keep(record);
    handOver(record);
    emit kept();
}

void RunFollower::withRecord(RunId id, QObject* context, RecordTaker taker) {
    const Run* run = list_.find(id);
    if (run && run->record && positionOf(*run->record) == run->position)
        return taker(run->record);
    if (!run || !list_.isPresentRow() || list_.present()->id != id)
        return taker(run ? run->record : nullptr);
    wishes_.push_back({run->position, context, std::move(taker)});
    controller_.requestWeights();
}

// An answer that was under way before the wish may not have come so far yet.
void RunFollower::handOver(const std::shared_ptr<const RunRecord>& record) {
    std::vector<Wish> due;
    for (Wish& wish : std::exchange(wishes_, {}))
        (wish.position <= positionOf(*record) ? due : wishes_).push_back(std::move(wish));
    for (const Wish& wish : due)
        if (wish.context)
            wish.taker(record);
}

void RunFollower::dropWishes() {
    for (const Wish& wish : std::exchange(wishes_, {}))
        if (wish.context)
            wish.taker(nullptr);
}

} // namespace unroll
