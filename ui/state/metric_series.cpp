#include "ui/state/metric_series.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr std::size_t levelFactor = 8; // of a level that two points of the next stand for

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

} // namespace

void MetricSeries::append(MetricPoint point) {
    const bool orderly = isEmpty() || point.x >= points().back().x;
    if (!std::isfinite(point.x) || !std::isfinite(point.y) || !orderly)
        return;
    lowest_ = isEmpty() ? point.y : std::min(lowest_, point.y);
    highest_ = isEmpty() ? point.y : std::max(highest_, point.y);
    if (point.y > 0 && (lowestPositive_ == 0 || point.y < lowestPositive_))
        lowestPositive_ = point.y;
    if (levels_.front().size() >= capacity_ && levels_.size() > 1 && levels_.front().size() % levelFactor == 0)
        levels_.erase(levels_.begin()); // the next one sums it up
    levels_.front().push_back(point);
    for (std::size_t level = 0; levels_[level].size() % levelFactor == 0; ++level) {
        if (level + 1 == levels_.size())
            levels_.emplace_back();
        appendExtremes(level);
    }
}

void MetricSeries::append(std::span<const MetricPoint> points) {
    for (const MetricPoint& point : points)
        append(point);
}

// Of the last eight points of a level the lowest and the highest become the next level's last two.
void MetricSeries::appendExtremes(std::size_t level) {
    const auto last = levels_[level].end();
    const auto less = [](const MetricPoint& a, const MetricPoint& b) { return a.y < b.y; };
    const auto [low, high] = std::minmax_element(last - std::ptrdiff_t{levelFactor}, last, less);
    levels_[level + 1].push_back(*std::min(low, high));
    levels_[level + 1].push_back(*std::max(low, high));
}

void MetricSeries::clear() { *this = MetricSeries(capacity_); }

std::size_t MetricSeries::indexAt(double x) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(points(), x, {}, &MetricPoint::x) - points().begin());
}

// The first and the last point are where a curve begins and ends, whether they are extremes or not.
std::vector<MetricPoint> MetricSeries::drawn(double from, double to, std::size_t most) const {
    constexpr std::size_t outside = 2;
    std::size_t level = 0;
    while (level + 1 < levels_.size() && between(levels_[level], from, to).size() > most + outside)
        ++level;
    Points drawn = coarse(level, from, to);
    const Points& all = points();
    if (level > 0 && from <= all.front().x && drawn.front() != all.front())
        drawn.insert(drawn.begin(), all.front());
    if (level > 0 && to >= all.back().x && drawn.back() != all.back())
        drawn.push_back(all.back());
    return drawn;
}

// A level, and its end from the finer ones.
std::vector<MetricPoint> MetricSeries::coarse(std::size_t level, double from, double to) const {
    const auto summedUp = between(levels_[level], from, to);
    Points points(summedUp.begin(), summedUp.end());
    for (; level > 0; --level) {
        const Points& finer = levels_[level - 1];
        const auto rest = static_cast<std::ptrdiff_t>(levels_[level].size() * levelFactor / 2);
        points.insert(points.end(), finer.begin() + rest, finer.end());
    }
    const auto visible = between(points, from, to);
    return {visible.begin(), visible.end()};
}

double epochPosition(const BatchMetrics& batch, std::int64_t batchesPerEpoch) {
    const std::int64_t batches = batch.batches > 0 ? batch.batches : std::max<std::int64_t>(batchesPerEpoch, 1);
    const double share = static_cast<double>(batch.batch) / static_cast<double>(batches);
    return static_cast<double>(batch.epoch - 1) + share;
}

} // namespace unroll
