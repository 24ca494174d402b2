// The points of one metric, in memory that does not grow with the length of a training: beyond `capacity` they are
// thinned out, see EvenThinning.
#pragma once

#include "engine/session/metrics.h"
#include "ui/state/keep_extremes.h"

#include <cstddef>
#include <span>
#include <vector>

namespace unroll {

struct MetricPoint {
    double x = 0; // in epochs
    double y = 0;

    bool operator==(const MetricPoint&) const = default;
};

class MetricSeries {
public:
    explicit MetricSeries(std::size_t capacity = std::size_t{1} << 20U) // at least 256
        : capacity_(capacity) {}

    // Points come in the order of x. A point that is not finite, or lies before the last one, is left out: it has no
    // place on a curve.
    void append(MetricPoint point);
    void append(std::span<const MetricPoint> points);
    void clear();

    bool isEmpty() const { return points_.empty(); }
    std::size_t size() const { return points_.size(); } // of what is kept
    const std::vector<MetricPoint>& points() const { return points_; }
    std::size_t indexAt(double x) const;      // of the first point that does not lie before it
    double lowest() const { return lowest_; } // of all y; 0 when empty
    double highest() const { return highest_; }
    double lowestPositive() const { return lowestPositive_; } // what a logarithmic axis can reach; 0 without any

    // What to draw between two positions: its points, at most `most` of them with every peak, its ends, and a neighbour
    // on either side, so that lines reach the edges.
    std::vector<MetricPoint> drawn(double from, double to, std::size_t most = 4000) const;

private:
    std::size_t capacity_;
    std::vector<MetricPoint> points_{};
    EvenThinning thinning_{};
    double lowest_ = 0;
    double highest_ = 0;
    double lowestPositive_ = 0;
};

// Where a batch stands on the axis of epochs: the first epoch's last batch at 1, the second's at 2.
double epochPosition(const BatchMetrics& batch, std::int64_t batchesPerEpoch);

} // namespace unroll
