// How far a run is and how fast it goes, added up from what it delivers.
#pragma once

#include "ui/state/run_trace.h"

#include <optional>
#include <span>

namespace unroll {

class RunProgress {
public:
    void begin(std::int64_t epochs, std::int64_t batchesPerEpoch);

    // For a run that goes on, after begin(): the epochs that it has finished, its batches, and where they end, in an
    // epoch under way as well.
    void goOnFrom(std::span<const EpochMetrics> finished, std::int64_t step, const TracePoint& end);
    void add(std::span<const BatchMetrics> batches);
    void add(std::span<const EpochMetrics> epochs);

    std::int64_t epochs() const { return epochs_; }
    std::int64_t epoch() const; // under way, counted from 1; the last one at the end
    double fraction() const;    // of all batches, 0...1

    // Of the epoch under way, where it rests in the middle of one; 0 at its beginning or end.
    std::int64_t batch() const;
    std::int64_t batchesPerEpoch() const { return batchesPerEpoch_; }

    // Of training to come, at the speed so far; nothing before there is one.
    std::optional<double> secondsLeft() const;
    bool isEmpty() const { return step_ == 0; }

    double seconds() const { return seconds_; } // of training, without evaluation
    std::int64_t allocatedBytes() const { return allocatedBytes_; }

    // Of the whole run; nothing before its first batch.
    std::optional<double> imagesPerSecond() const;

private:
    double positionOf(const BatchMetrics& batch) const;

    std::int64_t epochs_ = 0;
    std::int64_t batchesPerEpoch_ = 0; // where the batches do not tell
    std::int64_t step_ = 0;
    double position_ = 0; // epochs, as far as they are trained
    double images_ = 0;
    std::int64_t allocatedBytes_ = 0;
    double seconds_ = 0;
};

} // namespace unroll
