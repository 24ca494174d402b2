// The ways in which people write each digit, as the points a pen passes through.
//
// A digit is about 1 high; x goes to the right and y down. The pen moves smoothly from point to point, and turns
// sharply at corners.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace unroll {

struct PenPoint {
    double x = 0;
    double y = 0;
    bool corner = false;
};

using PenStroke = std::vector<PenPoint>; // at least two points, pen down from the first to the last

struct WayOfWriting {
    std::string_view name;
    double share = 0; // of the digit's images; the shares of a digit's ways add up to 1
    std::vector<PenStroke> strokes;
};

// The ways of writing 0 ... 9; throws std::out_of_range for another digit.
std::span<const WayOfWriting> waysOfWriting(int digit);

} // namespace unroll
