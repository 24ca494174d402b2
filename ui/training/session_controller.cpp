#include "ui/training/session_controller.h"

#include "ui/training/session_worker.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace unroll {
SessionController::SessionController(SessionFactory factory, QObject* parent)
    : QObject(parent)
    , inspection_(pacer_, [this] { worker_->toAll([](SessionRunner& runner) { runner.offerWeights(); }); }) {
    connect(&pacer_, &FramePacer::frame, this, &SessionController::drain);
    connect(this, &SessionController::newsArrived, &pacer_, &FramePacer::request, Qt::QueuedConnection);
    worker_ = std::make_unique<SessionWorker>(
        std::move(factory), queue_, [this] { emit newsArrived({}); }, &inspection_, &archive_);
}

SessionController::~SessionController() {
    inspection_.end(); // it asks the worker
    worker_.reset();
}

void SessionController::configure(const Hyperparameters& hyperparameters, TrainOrigin origin) {
    deliverResult();
    origin_ = origin;
    forkedFrom_.clear();
    worker_->configure(++run_, hyperparameters);
    emit begun();
    enter(State::Preparing);
}

void SessionController::fork(const Hyperparameters& hyperparameters, std::shared_ptr<const Snapshot> snapshot,
                             const QString& origin) {
    deliverResult();
    origin_ = TrainOrigin::Fork;
    forkedFrom_ = origin;
    worker_->fork(++run_, hyperparameters, {origin.toStdString(), std::move(snapshot)});
    emit begun();
    enter(State::Preparing);
}

void SessionController::goOn(std::shared_ptr<const RunRecord> record, std::optional<std::int64_t> epochs) {
    deliverResult();
    forkedFrom_.clear();
    origin_ = TrainOrigin::Button;
    worker_->goOn(++run_, std::move(record), epochs);
    emit begun();
    enter(State::Preparing);
}

void SessionController::train(TrainOrigin origin) {
    origin_ = origin;
    worker_->toRun([](SessionRunner& runner) { runner.train(SessionRunner::Goal::End); });
}

void SessionController::stepBatch() {
    origin_ = TrainOrigin::Button;
    worker_->toRun([](SessionRunner& runner) { runner.train(SessionRunner::Goal::Batch); });
}

void SessionController::stepEpoch() {
    origin_ = TrainOrigin::Button;
    worker_->toRun([](SessionRunner& runner) { runner.train(SessionRunner::Goal::Epoch); });
}

void SessionController::pause() {
    worker_->toRun([](SessionRunner& runner) { runner.pause(); });
}

void SessionController::stop() {
    worker_->toRun([](SessionRunner& runner) { runner.stop(); });
}

void SessionController::rewind() {
    worker_->toRun([](SessionRunner& runner) { runner.rewind(); });
}

void SessionController::change(const Hyperparameters& hyperparameters) {
    if (state_ == State::Empty || state_ == State::Preparing)
        return;
    const auto changed = differences(configured_, hyperparameters);
    if (std::ranges::all_of(changed, [](const auto* row) { return row->changesWhileTraining; }))
        configured_ = hyperparameters;
    worker_->toRun([hyperparameters](SessionRunner& runner) { runner.change(hyperparameters); });
}

void SessionController::requestWeights() {
    worker_->toRun([](SessionRunner& runner) { runner.reportWeights(); });
}

// What a run has come to, before the next one takes its place.
void SessionController::deliverResult() {
    if (!queue_.holdsRecord(run_))
        return;
    pacer_.begin();
    drain();
}

// A slot may turn the event loop again, and so come back here; it then goes on where the outer call is.
void SessionController::drain() {
    using Part = void (SessionController::*)(RunNews&);
    constexpr Part parts[] = {&SessionController::deliverSetup,    &SessionController::deliverRewound,
                              &SessionController::deliverState,    &SessionController::deliverHolding,
                              &SessionController::deliverChanges,  &SessionController::deliverBatches,
                              &SessionController::deliverEpochs,   &SessionController::deliverDivergence,
                              &SessionController::deliverFailures, &SessionController::deliverRecord};
    std::ranges::move(queue_.take(), std::back_inserter(undelivered_));
    while (!undelivered_.empty()) {
        if (nextPart_ == std::size(parts) || undelivered_.front().run != run_) {
            undelivered_.pop_front();
            nextPart_ = 0;
        } else {
            (this->*parts[nextPart_++])(undelivered_.front());
        }
    }
}

void SessionController::deliverSetup(RunNews& news) {
    if (!news.setup)
        return;
    info_ = news.setup->info;
    configured_ = news.setup->hyperparameters;
    epochs_ = news.setup->epochs;
    changes_ = news.setup->changes;
    data_ = std::move(news.setup->data);
    blueprint_ = std::move(news.setup->blueprint);
    emit configured(info_);
}

void SessionController::deliverRewound(RunNews& news) {
    if (!news.rewound)
        return;
    epochs_.clear();
    changes_.clear();
    emit rewound();
}

void SessionController::deliverState(RunNews& news) {
    if (!news.state)
        return;
    if (*news.state == State::Empty) {
        info_ = {};
        configured_ = {};
        epochs_.clear();
        changes_.clear();
        data_.reset();
        blueprint_.reset();
    }
    enter(*news.state);
}

// What was asked for was taken for granted until the session said otherwise.
void SessionController::deliverHolding(RunNews& news) {
    if (news.holding)
        configured_ = *std::exchange(news.holding, std::nullopt);
}

void SessionController::deliverChanges(RunNews& news) {
    if (!news.changes)
        return;
    changes_ = *std::exchange(news.changes, std::nullopt);
    emit changesChanged();
}

// A new batch size comes with another number of batches.
void SessionController::deliverBatches(RunNews& news) {
    const auto batches = std::move(news.batches);
    if (batches.empty())
        return;
    if (batches.back().batches > 0)
        info_.batchesPerEpoch = batches.back().batches;
    emit batchesFinished(batches);
}

void SessionController::deliverEpochs(RunNews& news) {
    const auto epochs = std::move(news.epochs);
    if (epochs.empty())
        return;
    epochs_.insert(epochs_.end(), epochs.begin(), epochs.end());
    emit epochsFinished(epochs);
}

void SessionController::deliverDivergence(RunNews& news) {
    if (const auto divergence = std::move(news.divergence))
        emit diverged(*divergence);
}

void SessionController::deliverFailures(RunNews& news) {
    for (const auto failures = std::move(news.failures); const Failure& failure : failures)
        emit failed(failure);
}

void SessionController::deliverRecord(RunNews& news) {
    if (const auto record = std::move(news.record))
        emit weightsAvailable(record);
}

void SessionController::enter(State state) {
    if (std::exchange(state_, state) == state)
        return;
    pacer_.setTraining(state == State::Running);
    emit stateChanged(state);
}

} // namespace unroll
