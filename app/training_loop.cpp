#include "app/training_loop.h"

namespace unroll {
namespace {

bool isEvaluationDue(const Session& session) {
    return session.checkpoint().progress.batch == session.info().batchesPerEpoch;
}

RunStatus statusOf(const Session& session, const RunRecord& record) {
    if (record.divergence)
        return RunStatus::Diverged;
    return session.finished() ? RunStatus::Done : RunStatus::Interrupted;
}

} // namespace

RunRecord runTraining(Session& session, RunRecord record, TrainingListener& listener, RunKeeper& keeper,
                      EpochArchive* archive, const std::atomic<bool>& interrupted) {
    const auto keepWeights = [&](std::int64_t epoch, std::int64_t step) {
        if (archive)
            archive->keep(session, epoch, {1, step, static_cast<double>(epoch)});
    };
    if (session.checkpoint().progress.step == 0)
        keepWeights(0, 0);
    bool evaluating = isEvaluationDue(session);
    while (!session.finished() && !interrupted) {
        if (!evaluating) {
            const StepResult result = session.step();
            record.divergence = result.divergence;
            evaluating = result.epochFinished;
            listener.batchTrained(result.batch);
            keeper.keep(session, record, false);
        } else if (const auto epoch = session.evaluate()) {
            record.epochs.push_back(*epoch);
            keepWeights(epoch->epoch, epoch->step);
            evaluating = false;
            listener.epochFinished(*epoch);
            keeper.keep(session, record, true);
        }
    }
    record.status = statusOf(session, record);
    record.weights = session.weights();
    record.checkpoint = session.checkpoint();
    if (archive)
        record.past = archive->epochs(1);
    return record;
}

} // namespace unroll
