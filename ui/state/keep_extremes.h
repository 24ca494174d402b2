// Thins points of a training out without a loss to its curves.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace unroll {

// Of every eight neighbours those with the lowest and the highest loss and accuracy stay, at most four of them, so that
// no peak is ever missing from a drawing. The last points, fewer than eight, stay as they are: their neighbours are
// still to come.
template <typename Point>
void keepExtremes(std::vector<Point>& points) {
    constexpr std::ptrdiff_t neighbours = 8;
    auto kept = points.begin();
    auto first = points.begin();
    for (; points.end() - first >= neighbours; first += neighbours) {
        const auto last = first + neighbours;
        const auto [lowLoss, highLoss] = std::ranges::minmax_element(first, last, {}, &Point::loss);
        const auto [low, high] = std::ranges::minmax_element(first, last, {}, &Point::accuracy);
        std::array stay{lowLoss, highLoss, low, high};
        std::ranges::sort(stay);
        for (auto one = stay.begin(); one != stay.end(); ++one)
            if (one == stay.begin() || *one != *std::prev(one))
                *kept++ = **one;
    }
    points.erase(std::move(first, points.end(), kept), points.end());
}

} // namespace unroll
