// The points of one metric, kept so that a plot draws a million of them as fast as a thousand.
//
// Besides the points there are coarser levels. Each replaces eight neighbours of the level below by the lowest and the
// highest of them, in their order, so that no peak is ever missing from a drawing.
//
// Beyond `capacity` points the finest level is let go, and the next one takes its place: the memory of a series does
// not grow with the length of a training, and still no peak is missing.
#pragma once

#include "engine/session/metrics.h"

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
    explicit MetricSeries(std::size_t capacity = std::size_t{1} << 20U) // a multiple of eight
        : capacity_(capacity) {}

    // Points come in the order of x. A point that is not finite, or lies before the last one, is left out: it has no
    // place on a curve.
    void append(MetricPoint point);
    void append(std::span<const MetricPoint> points);
    void clear();

    bool isEmpty() const { return size() == 0; }
    std::size_t size() const { return levels_.front().size(); }                // of what is kept
    const std::vector<MetricPoint>& points() const { return levels_.front(); } // the finest level
    std::size_t indexAt(double x) const;      // of the first point that does not lie before it
    double lowest() const { return lowest_; } // of all y; 0 when empty
    double highest() const { return highest_; }
    double lowestPositive() const { return lowestPositive_; } // what a logarithmic axis can reach; 0 without any

    // What to draw between two positions: the finest level with at most `most` points there, its end, which is not
    // summed up yet, from the finer ones (at most seven points of each), and a neighbour on either side, so that lines
    // reach the edges.
    std::vector<MetricPoint> drawn(double from, double to, std::size_t most = 4000) const;

private:
    void appendExtremes(std::size_t level);
    std::vector<MetricPoint> coarse(std::size_t level, double from, double to) const;

    std::size_t capacity_;
    std::vector<std::vector<MetricPoint>> levels_{1}; // from the finest to the coarsest
    double lowest_ = 0;
    double highest_ = 0;
    double lowestPositive_ = 0;
};

// Where a batch stands on the axis of epochs: the first epoch's last batch at 1, the second's at 2.
double epochPosition(const BatchMetrics& batch, std::int64_t batchesPerEpoch);

} // namespace unroll
