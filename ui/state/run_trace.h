// The single batches of a run, in memory that does not grow with its length.
//
// Beyond `capacity` points the trace is thinned out, see EvenThinning.
#pragma once

#include "engine/session/metrics.h"
#include "ui/state/keep_extremes.h"

#include <cstddef>
#include <cstdint>
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
    double eta = 0;
    PointMeans means{}; // of the batches that it stands for

    bool operator==(const TracePoint&) const = default;
};

class RunTrace {
public:
    explicit RunTrace(std::size_t capacity = 16384) // at least 256
        : capacity_(capacity) {}

    void add(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch);

    // Where the next batch stands when those before it are not in the trace.
    void goOnFrom(const TracePoint& end) { end_ = end; }

    void cutAfter(double epoch); // what came later was not kept: the next batch stands where the last one left is
    void clear();

    const TracePoint& end() const { return end_; } // where the last batch stands

    // Another one whenever points changed that were there before: thinned out, cut off, or taken away.
    std::uint64_t revision() const { return revision_; }

    bool isEmpty() const { return points_.empty(); }
    const std::vector<TracePoint>& points() const { return points_; }

private:
    std::size_t capacity_;
    TracePoint end_;
    std::uint64_t revision_ = 0;
    std::vector<TracePoint> points_;
    EvenThinning thinning_;
};

} // namespace unroll
