#include "ui/training/session_runner.h"

#include "engine/session/class_match.h"
#include "engine/session/model_origin.h"

#include <exception>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

Failure failureOf(const std::exception& error) {
    if (const auto* setting = dynamic_cast<const HyperparameterError*>(&error))
        return {setting->what(), setting->problem(), setting->key()};
    return {error.what()};
}

} // namespace

SessionRunner::SessionRunner(SessionFactory factory, MetricsQueue& queue, std::function<void()> notify,
                             RunnerFlags flags)
    : factory_(std::move(factory))
    , queue_(queue)
    , notify_(std::move(notify))
    , flags_(flags) {}

template <typename... Values>
void SessionRunner::tell(Values&&... values) {
    if (queue_.push(run_, std::forward<Values>(values)...))
        notify_();
}

// A step that fails leaves the session as it is: what was trained can be saved, and train() tries again.
template <typename Work>
void SessionRunner::guarded(Work work) {
    try {
        work();
    } catch (const std::exception& error) {
        goal_ = Goal::Rest;
        tell(failureOf(error));
        enter(session_ ? SessionState::Stopped : SessionState::Empty);
        reportWeights();
    }
}

// Where a training rests, at once: the next command may begin another run.
void SessionRunner::reportWeights() {
    try {
        if (session_)
            tell(std::make_shared<const RunRecord>(record()));
    } catch (const std::exception& error) {
        tell(failureOf(error));
    }
}

void SessionRunner::enter(SessionState state) {
    if (std::exchange(state_, state) == state)
        return;
    if (flags_.inspection)
        flags_.inspection->setTraining(state == SessionState::Running);
    tell(state);
}

// Who looks into the network has snapshots of its own and does not need the session any more.
void SessionRunner::letGo() {
    if (flags_.inspection)
        flags_.inspection->leaveNetwork();
    session_.reset();
}

// What was found before a divergence stands: in weights that are not finite there is nothing to see.
void SessionRunner::offerWeights() {
    if (session_ && !divergence_ && flags_.inspection)
        flags_.inspection->offer(*session_, moment_);
}

void SessionRunner::begin(std::uint64_t run) {
    run_ = run;
    goal_ = Goal::Rest;
    state_ = SessionState::Preparing;
    letGo();
    forgetProgress();
    from_.reset();
}

void SessionRunner::configure(std::uint64_t run, const Hyperparameters& hyperparameters) {
    begin(run);
    guarded([&] { build(hyperparameters); });
}

void SessionRunner::fork(std::uint64_t run, const Hyperparameters& hyperparameters, const ForkPoint& point) {
    begin(run);
    guarded([&] { build(hyperparameters, &point); });
}

void SessionRunner::startFrom(const ForkPoint& point) {
    const auto blueprint = session_->blueprint();
    if (point.snapshot->parameters.size() != blueprint->parameters())
        throw std::runtime_error("The run can't start from these weights: they are of a network of another shape.");
    const std::vector<NamedTensor> weights = blueprint->weightsOf(point.snapshot->parameters);
    session_->startFrom(weights);
    from_ = originOf(point.origin, weights);
}

void SessionRunner::build(const Hyperparameters& hyperparameters, const ForkPoint* fork) {
    session_ = factory_(hyperparameters);
    if (fork)
        startFrom(*fork);
    session_->abandonWhen(flags_.abandon);
    beginArchive();
    showSession();
    enter(SessionState::Ready);
}

// Outside of any step: the steps don't allocate.
void SessionRunner::beginArchive(std::span<const PastEpoch> past) {
    if (!flags_.archive)
        return;
    flags_.archive->begin(*session_, run_, session_->hyperparameters().epochs, past);
    if (past.empty() && moment_.step == 0)
        keepWeights(0);
}

void SessionRunner::keepWeights(std::int64_t epoch) {
    if (flags_.archive && !divergence_)
        flags_.archive->keep(*session_, epoch, moment_);
}

void SessionRunner::goOn(std::uint64_t run, const RunRecord& record, std::optional<std::int64_t> epochs) {
    begin(run);
    guarded([&] { restore(record, epochs); });
}

void SessionRunner::restore(const RunRecord& record, std::optional<std::int64_t> epochs) {
    if (!record.checkpoint || record.divergence)
        throw std::runtime_error("The run can't go on: it has no checkpoint with finite weights.");
    Hyperparameters setting = record.hyperparameters;
    setting.epochs = epochs.value_or(setting.epochs);
    auto session = factory_(setting);
    if (const std::string difference =
            classDifference(record.info.classNames, session->info().classNames, session->info().dataName);
        !difference.empty())
        throw std::runtime_error("The run can't go on: " + difference + ".");
    if (session->info().dataSha256 != record.info.dataSha256)
        throw std::runtime_error("The run can't go on: it was trained on other data than '" + session->info().dataName +
                                 "' holds now.");
    session->restore(*record.checkpoint);
    session_ = std::move(session);
    session_->abandonWhen(flags_.abandon);
    epochs_ = record.epochs;
    from_ = record.from;
    const TrainingProgress& progress = record.checkpoint->progress;
    moment_ = {run_, progress.step,
               static_cast<double>(progress.epoch - 1) +
                   static_cast<double>(progress.batch) / static_cast<double>(session_->info().batchesPerEpoch)};
    evaluating_ = progress.batch == session_->info().batchesPerEpoch;
    beginArchive(record.past);
    showSession();
    enter(session_->finished() ? SessionState::Finished : SessionState::Paused);
}

void SessionRunner::showSession() {
    if (flags_.inspection)
        flags_.inspection->enterNetwork(*session_);
    tell(RunSetup{session_->hyperparameters(), session_->info(), epochs_, changesSoFar(), session_->data(),
                  session_->blueprint()});
}

std::vector<HyperparameterChange> SessionRunner::changesSoFar() const {
    const auto changes = session_->changes();
    return {changes.begin(), changes.end()};
}

void SessionRunner::forgetProgress() {
    moment_ = {.run = run_};
    evaluating_ = false;
    epochs_.clear();
    divergence_.reset();
}

void SessionRunner::train(Goal goal) {
    if (!session_)
        return;
    guarded([&] {
        if (session_->finished())
            returnToStart();
        goal_ = goal;
        enter(SessionState::Running);
    });
}

void SessionRunner::pause() {
    if (working())
        guarded([this] { rest(SessionState::Paused); });
}

void SessionRunner::stop() {
    if (state_ == SessionState::Running || state_ == SessionState::Paused)
        guarded([this] { rest(SessionState::Stopped); });
}

void SessionRunner::rewind() {
    if (!session_)
        return;
    guarded([this] {
        goal_ = Goal::Rest;
        returnToStart();
        enter(SessionState::Ready);
    });
}

void SessionRunner::returnToStart() {
    session_->rewind();
    forgetProgress();
    beginArchive();
    if (flags_.inspection)
        flags_.inspection->setOutdated();
    if (queue_.pushRewound(run_))
        notify_();
}

// A change that is refused leaves the training as it is, and does not stop it.
void SessionRunner::change(const Hyperparameters& hyperparameters) {
    if (!session_)
        return;
    try {
        session_->change(hyperparameters);
        if (flags_.archive)
            flags_.archive->reserve(session_->hyperparameters().epochs);
        tell(changesSoFar());
    } catch (const std::exception& error) {
        tell(failureOf(error));
    }
    tell(session_->hyperparameters());
}

void SessionRunner::advance() {
    guarded([this] { evaluating_ ? evaluatePart() : trainBatch(); });
}

void SessionRunner::trainBatch() {
    const StepResult result = session_->step();
    if (result.abandoned)
        return;
    tell(result.batch);
    moment_.step = result.batch.step;
    moment_.epochs = static_cast<double>(result.batch.epoch - 1) +
                     static_cast<double>(result.batch.batch) / static_cast<double>(result.batch.batches);
    evaluating_ = result.epochFinished;
    divergence_ = result.divergence;
    offerWeights();
    if (result.divergence) {
        goal_ = Goal::Rest;
        tell(*result.divergence);
        enter(SessionState::Diverged);
        reportWeights();
    } else if (goal_ == Goal::Batch && !evaluating_) {
        rest(SessionState::Paused);
    }
}

void SessionRunner::evaluatePart() {
    offerWeights();
    const std::optional<EpochMetrics> epoch = session_->evaluate();
    if (!epoch)
        return;
    evaluating_ = false;
    epochs_.push_back(*epoch);
    keepWeights(epoch->epoch);
    tell(*epoch);
    if (session_->finished())
        rest(SessionState::Finished);
    else if (goal_ != Goal::End)
        rest(SessionState::Paused);
}

void SessionRunner::rest(SessionState state) {
    goal_ = Goal::Rest;
    enter(state);
    reportWeights();
}

RunRecord SessionRunner::record() const {
    const RunStatus status = divergence_            ? RunStatus::Diverged
                             : session_->finished() ? RunStatus::Done
                                                    : RunStatus::Interrupted;
    RunRecord record;
    record.hyperparameters = session_->hyperparameters();
    record.info = session_->info();
    record.status = status;
    record.epochs = epochs_;
    record.weights = session_->weights();
    record.confusion = session_->confusion();
    record.divergence = divergence_;
    record.checkpoint = session_->checkpoint();
    record.from = from_;
    if (flags_.archive)
        record.past = flags_.archive->epochs(run_);
    return record;
}

} // namespace unroll
