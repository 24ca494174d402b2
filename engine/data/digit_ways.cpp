#include "engine/data/digit_ways.h"

#include "engine/data/digit_way_rows.h"

#include <algorithm>

namespace unroll {

namespace {

using Ways = std::vector<WayOfWriting>;

constexpr double thousandths(int number) { return number / 1000.0; }

std::vector<PlaneVector> vectors(const std::vector<int>& numbers) {
    std::vector<PlaneVector> result;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        result.push_back({thousandths(numbers[i]), thousandths(numbers[i + 1])});
    }
    return result;
}

std::vector<PenStroke> strokesOf(const WayRow& row) {
    std::vector<PenStroke> strokes;
    std::size_t index = 0;
    for (const std::vector<int>& numbers : row.strokes) {
        PenStroke& stroke = strokes.emplace_back();
        for (const PlaneVector& point : vectors(numbers)) {
            const bool corner = std::ranges::count(row.corners, index++) > 0;
            stroke.push_back({point.x, point.y, corner});
        }
    }
    return strokes;
}

Posture postureOf(const WayRow& row) {
    Posture posture;
    std::transform(row.posture.begin(), row.posture.begin() + 3, posture.mean.begin(), thousandths);
    std::transform(row.posture.begin() + 3, row.posture.end(), posture.spread.begin(), thousandths);
    return posture;
}

Ways waysOf(const WayRows& rows) {
    int shares = 0;
    for (const WayRow& row : rows) {
        shares += row.share;
    }
    Ways ways;
    for (const WayRow& row : rows) {
        std::vector<Habit> habits;
        std::ranges::transform(row.habits, std::back_inserter(habits), vectors);
        ways.push_back({row.name, static_cast<double>(row.share) / shares, thousandths(row.pen), postureOf(row),
                        strokesOf(row), std::move(habits)});
    }
    return ways;
}

std::array<Ways, 10> allWays() {
    std::array<Ways, 10> ways;
    std::ranges::transform(wayRowsOfZeroToFour(), ways.begin(), waysOf);
    std::ranges::transform(wayRowsOfFiveToNine(), ways.begin() + 5, waysOf);
    return ways;
}

} // namespace

std::span<const WayOfWriting> waysOfWriting(int digit) {
    static const std::array<Ways, 10> ways = allWays();
    return ways.at(static_cast<std::size_t>(digit));
}

} // namespace unroll
