#include "app/training_loop.h"

namespace unroll {
namespace {

// One epoch's evaluation; nothing when it was interrupted.
std::optional<EpochMetrics> evaluateEpoch(Session& session, const std::atomic<bool>& interrupted) {
    std::optional<EpochMetrics> epoch;
    while (!epoch && !interrupted)
        epoch = session.evaluate();
    return epoch;
}

} // namespace

RunRecord runTraining(Session& session, TrainingListener& listener, const std::atomic<bool>& interrupted) {
    RunRecord record;
    record.hyperparameters = session.hyperparameters();
    record.info = session.info();
    while (!session.finished() && !record.divergence && !interrupted) {
        const StepResult result = session.step();
        record.divergence = result.divergence;
        listener.batchTrained(result.batch);
        if (!result.epochFinished || result.divergence)
            continue;
        if (const auto epoch = evaluateEpoch(session, interrupted)) {
            record.epochs.push_back(*epoch);
            listener.epochFinished(*epoch);
        }
    }
    record.status = record.divergence    ? RunStatus::Diverged
                    : session.finished() ? RunStatus::Done
                                         : RunStatus::Interrupted;
    record.weights = session.weights();
    return record;
}

} // namespace unroll
