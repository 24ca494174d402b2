// Thins points of a training out without a loss to its curves.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace unroll {

// What a point stands for, once neighbours of it are gone: the mean over them and itself.
struct PointMeans {
    double batches = 1;   // that the means are of
    double loss = -1;     // below 0: as the point's own, which stands for itself alone
    double accuracy = -1; // likewise

    bool operator==(const PointMeans&) const = default;
};

template <typename Point>
double meanLoss(const Point& point) {
    return point.means.loss >= 0 ? point.means.loss : point.loss;
}

template <typename Point>
double meanAccuracy(const Point& point) {
    return point.means.accuracy >= 0 ? point.means.accuracy : point.accuracy;
}

// The means of two neighbours together.
template <typename Point>
PointMeans joinedMeans(const Point& a, const Point& b) {
    const double batches = a.means.batches + b.means.batches;
    const auto mean = [&](double of, double and_) { return (a.means.batches * of + b.means.batches * and_) / batches; };
    return {batches, mean(meanLoss(a), meanLoss(b)), mean(meanAccuracy(a), meanAccuracy(b))};
}

// Of every 4 n neighbours half stay: those with the lowest and the highest of each of n numbers, so that no peak is
// ever missing from a drawing, and others in between where one is both. `join(point, gone)` lets a point go on to stand
// for those that went before it. The last points, at most 4 n of them, stay as they are: the end of a curve is where it
// is, and their neighbours are still to come. Returns how many stay, at the beginning.
template <typename Point, typename Join, std::same_as<double>... Number>
std::size_t keepExtremes(std::span<Point> points, Join join, Number Point::*... numbers) {
    constexpr std::size_t neighbours = 4 * sizeof...(Number);
    std::size_t kept = 0;
    std::optional<Point> gone;
    const auto take = [&](Point& point, bool stays) {
        if (gone)
            join(point, *std::exchange(gone, {}));
        if (stays)
            points[kept++] = point;
        else
            gone = point;
    };
    std::size_t first = 0;
    for (; first + neighbours < points.size(); first += neighbours) {
        const auto group = points.subspan(first, neighbours);
        std::array<bool, neighbours> stays{};
        const auto mark = [&](double Point::*number) {
            const auto [low, high] = std::ranges::minmax_element(group, {}, number);
            stays[static_cast<std::size_t>(low - group.begin())] = true;
            stays[static_cast<std::size_t>(high - group.begin())] = true;
        };
        (mark(numbers), ...);
        auto count = std::ranges::count(stays, true);
        for (std::size_t i = 1; count < std::ptrdiff_t{neighbours / 2}; i = i + 2 < neighbours ? i + 2 : 0)
            count += std::exchange(stays[i], true) ? 0 : 1;
        for (std::size_t i = 0; i < neighbours; ++i)
            take(group[i], stays[i]);
    }
    for (; first < points.size(); ++first)
        take(points[first], true);
    return kept;
}

// Keeps points, to which others are appended, within a number of them, and as dense at their beginning as later on:
// each was halved as often as all before it, but for a few of those that came last, which wait for their neighbours.
class EvenThinning {
public:
    // Whether `points`, of which there may be `capacity`, at least 256, became fewer.
    template <typename Point, typename Join, std::same_as<double>... Number>
    bool thin(std::vector<Point>& points, std::size_t capacity, Join join, Number Point::*... numbers) {
        constexpr std::size_t neighbours = 4 * sizeof...(Number);
        if (points.size() <= capacity)
            return false;
        follow(points.size());
        std::size_t end = points.size();
        for (std::size_t halvings = 0; halvings < sizes_.size(); ++halvings) {
            const bool coarsest = halvings + 1 == sizes_.size();
            const std::size_t size = sizes_[halvings];
            const std::size_t begin = end - size;
            end = begin;
            if (coarsest && (points.size() <= capacity / 2 || size <= neighbours))
                break;
            if (size <= neighbours)
                continue;
            const std::size_t halved = (size - 1) / neighbours * neighbours / 2;
            const std::size_t kept = keepExtremes(std::span(points).subspan(begin, size), join, numbers...);
            const auto from = points.begin() + static_cast<std::ptrdiff_t>(begin);
            points.erase(from + static_cast<std::ptrdiff_t>(kept), from + static_cast<std::ptrdiff_t>(size));
            sizes_[halvings] = kept - halved;
            if (coarsest)
                sizes_.push_back(0);
            sizes_[halvings + 1] += halved;
            end = begin + halved;
        }
        return true;
    }

private:
    // Points may have been cut off since.
    void follow(std::size_t left) {
        for (std::size_t halvings = sizes_.size() - 1; halvings > 0; --halvings) {
            sizes_[halvings] = std::min(sizes_[halvings], left);
            left -= sizes_[halvings];
        }
        sizes_[0] = left;
    }

    std::vector<std::size_t> sizes_{0}; // how many points were halved so often, those halved most come first
};

} // namespace unroll
