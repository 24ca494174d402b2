#include "ui/plots/curve_clip.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace unroll {
namespace {

// The part of 0...1 along which from + t * by lies within the range (Liang and Barsky, 1984).
AxisRange within(double from, double by, const AxisRange& range, AxisRange part) {
    if (by == 0)
        return range.contains(from) ? part : AxisRange{1, 0};
    const auto [enter, leave] = std::minmax({(range.lower - from) / by, (range.upper - from) / by});
    return {std::max(part.lower, enter), std::min(part.upper, leave)};
}

MetricPoint along(const MetricPoint& from, const MetricPoint& to, double t) {
    if (t == 0 || t == 1) // as it is, without rounding
        return t == 0 ? from : to;
    return {std::lerp(from.x, to.x, t), std::lerp(from.y, to.y, t)};
}

std::optional<std::pair<MetricPoint, MetricPoint>> visiblePart(const MetricPoint& from, const MetricPoint& to,
                                                               const AxisRange& horizontal, const AxisRange& vertical) {
    AxisRange part = within(from.x, to.x - from.x, horizontal, {0, 1});
    part = within(from.y, to.y - from.y, vertical, part);
    if (part.lower > part.upper)
        return std::nullopt;
    return std::pair{along(from, to, part.lower), along(from, to, part.upper)};
}

template <typename Function>
Curve mapped(Curve line, Function function) {
    for (MetricPoint& point : line)
        point.y = function(point.y);
    return line;
}

Curve clippedEvenly(const Curve& line, const AxisRange& horizontal, const AxisRange& vertical) {
    Curve parts;
    if (line.size() == 1 && horizontal.contains(line[0].x) && vertical.contains(line[0].y))
        return line;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto part = visiblePart(line[i - 1], line[i], horizontal, vertical);
        if (!part)
            continue;
        if (parts.empty() || parts.back() != part->first) {
            if (!parts.empty())
                parts.push_back({part->first.x, std::numeric_limits<double>::quiet_NaN()});
            parts.push_back(part->first);
        }
        parts.push_back(part->second);
    }
    return parts;
}

} // namespace

Curve clipped(const Curve& line, const AxisRange& horizontal, const AxisRange& vertical, bool logarithmic) {
    if (!logarithmic)
        return clippedEvenly(line, horizontal, vertical);
    const AxisRange decades{std::log10(vertical.lower), std::log10(vertical.upper)};
    const double below = decades.lower - decades.size() / 2; // zero's place, so that a line leaves steeply for it
    const auto log = [below](double y) { return y > 0 ? std::log10(y) : below; };
    const Curve parts = clippedEvenly(mapped(line, log), horizontal, decades);
    return mapped(parts, [](double y) { return std::pow(10.0, y); });
}

} // namespace unroll
