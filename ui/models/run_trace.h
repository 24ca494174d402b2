// The single batches of a run, in memory that does not grow with its length.
//
// Beyond `capacity` points the trace is thinned out: of every eight neighbours those with the lowest and the highest
// loss and accuracy stay, so that no peak is ever missing from a drawing.
#pragma once

#include "engine/session/metrics.h"

#include <cstddef>
#include <span>
#include <vector>

namespace unroll {

// One batch, and where it stands on each of the axes a plot may have.
struct TracePoint {
    double epoch = 0;   // the first epoch's last batch at 1, the second's at 2
    double seconds = 0; // of training, up to its end
    double images = 0;  // trained, up to its end
    double loss = 0;
    double accuracy = 0; // 0...1
    double gradientNorm = 0;

    bool operator==(const TracePoint&) const = default;
};

class RunTrace {
public:
    explicit RunTrace(std::size_t capacity = 16384) // at least 16
        : capacity_(capacity) {}

    void add(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch);

    // Where the next batch stands when those before it are not in the trace.
    void goOnFrom(double seconds, double images);

    void clear();

    bool isEmpty() const { return points_.empty(); }
    const std::vector<TracePoint>& points() const { return points_; }

private:
    void thinOut();

    std::size_t capacity_;
    double seconds_ = 0;
    double images_ = 0;
    std::vector<TracePoint> points_;
};

} // namespace unroll
