// Drives a session from its first batch to its end.
#pragma once

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
// and between two parts of an evaluation. The record has the finished epochs and the weights as they are then.
RunRecord runTraining(Session& session, TrainingListener& listener, const std::atomic<bool>& interrupted);

} // namespace unroll
