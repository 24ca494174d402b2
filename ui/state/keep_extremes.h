// Thins points of a training out without a loss to its curves.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
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

// Of every eight neighbours those with the lowest and the highest loss and accuracy stay, at most four of them, so that
// no peak is ever missing from a drawing; each goes on to stand for those that went before it. The last points, fewer
// than eight, stay as they are: their neighbours are still to come.
template <typename Point>
void keepExtremes(std::vector<Point>& points) {
    constexpr std::ptrdiff_t neighbours = 8;
    auto kept = points.begin();
    auto first = points.begin();
    Point gone{}; // and the means of those that went with it
    bool carries = false;
    for (; points.end() - first >= neighbours; first += neighbours) {
        const auto last = first + neighbours;
        const auto [lowLoss, highLoss] = std::ranges::minmax_element(first, last, {}, &Point::loss);
        const auto [low, high] = std::ranges::minmax_element(first, last, {}, &Point::accuracy);
        const std::array stay{lowLoss, highLoss, low, high};
        for (auto one = first; one != last; ++one) {
            Point point = *one;
            if (carries)
                point.means = joinedMeans(gone, point);
            carries = std::ranges::find(stay, one) == stay.end();
            if (carries)
                gone = std::move(point);
            else
                *kept++ = std::move(point);
        }
    }
    if (carries && first != points.end())
        first->means = joinedMeans(gone, *first);
    points.erase(std::move(first, points.end(), kept), points.end());
}

} // namespace unroll
