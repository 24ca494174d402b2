#include "ui/state/metric_series.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

using Points = std::vector<MetricPoint>;

// The points between two positions and a neighbour on either side.
std::span<const MetricPoint> between(const Points& points, double from, double to) {
    auto first = std::ranges::lower_bound(points, from, {}, &MetricPoint::x);
    auto last = std::ranges::upper_bound(first, points.end(), to, {}, &MetricPoint::x);
    if (first != points.begin())
        --first;
    if (last != points.end())
        ++last;
    return {first, last};
}

void standsAlone(MetricPoint&, const MetricPoint&) {}

} // namespace

void MetricSeries::append(MetricPoint point) {
    const bool orderly = isEmpty() || point.x >= points().back().x;
    if (!std::isfinite(point.x) || !std::isfinite(point.y) || !orderly)
        return;
    lowest_ = isEmpty() ? point.y : std::min(lowest_, point.y);
    highest_ = isEmpty() ? point.y : std::max(highest_, point.y);
    if (point.y > 0 && (lowestPositive_ == 0 || point.y < lowestPositive_))
        lowestPositive_ = point.y;
    points_.push_back(point);
    thinning_.thin(points_, capacity_, standsAlone, &MetricPoint::y);
}

void MetricSeries::append(std::span<const MetricPoint> points) {
    for (const MetricPoint& point : points)
        append(point);
}

void MetricSeries::clear() { *this = MetricSeries(capacity_); }

std::size_t MetricSeries::indexAt(double x) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(points(), x, {}, &MetricPoint::x) - points().begin());
}

// The first point is where a curve begins, whether it is an extreme or not.
std::vector<MetricPoint> MetricSeries::drawn(double from, double to, std::size_t most) const {
    constexpr std::size_t outside = 2;
    const auto visible = between(points_, from, to);
    Points drawn(visible.begin(), visible.end());
    while (drawn.size() > most + outside)
        drawn.resize(keepExtremes(std::span(drawn), standsAlone, &MetricPoint::y));
    if (!drawn.empty() && drawn.front() != visible.front())
        drawn.insert(drawn.begin(), visible.front());
    return drawn;
}

double epochPosition(const BatchMetrics& batch, std::int64_t batchesPerEpoch) {
    const std::int64_t batches = batch.batches > 0 ? batch.batches : std::max<std::int64_t>(batchesPerEpoch, 1);
    const double share = static_cast<double>(batch.batch) / static_cast<double>(batches);
    return static_cast<double>(batch.epoch - 1) + share;
}

} // namespace unroll
