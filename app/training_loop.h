// Drives a session to its end.
#pragma once

#include "app/run_keeper.h"
#include "engine/session/epoch_archive.h"
#include "engine/session/session.h"

#include <atomic>

namespace unroll {

// Hears of a training as it goes on.
class TrainingListener {
public:
    virtual ~TrainingListener() = default;
    virtual void batchTrained(const BatchMetrics& batch) = 0;
    virtual void epochFinished(const EpochMetrics& epoch) = 0;
};

// Trains until the session has finished or diverged, or `interrupted` is set, which is looked at between two batches
// and between two parts of an evaluation. `begun` is the run so far; what comes back has the epochs finished since as
// well, the status, and weights and checkpoint as they are then; and the past epochs that an archive, which has begun
// run 1, keeps.
RunRecord runTraining(Session& session, RunRecord begun, TrainingListener& listener, RunKeeper& keeper,
                      EpochArchive* archive, const std::atomic<bool>& interrupted);

} // namespace unroll
