// The ways in which people write each digit: the points that a pen passes through, and how these differ from one writer
// to the next.
//
// A digit is about 1 high; x goes to the right and y down. The pen moves smoothly from point to point, and turns
// sharply at corners.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace unroll {

struct PlaneVector {
    double x = 0;
    double y = 0;
};

struct PenPoint {
    double x = 0;
    double y = 0;
    bool corner = false;
};

using PenStroke = std::vector<PenPoint>; // at least two points, pen down from the first to the last

// What some writers do more than others, with the whole digit at once: how far each point moves, stroke after stroke,
// for a writer who does it by one standard deviation more than the average.
using Habit = std::vector<PlaneVector>;

// How digits are stretched, slanted and turned: three numbers, drawn together from a normal distribution. They are the
// width (1 leaves it), the slant to the right in widths a height, and the turn to the right: twice the tangent of half
// its angle, so that it is about the angle in radians.
struct Posture {
    std::array<double, 3> mean{};
    std::array<double, 6> spread{}; // the rows of the lower triangular matrix L whose L Lᵀ is the covariance
};

struct WayOfWriting {
    std::string_view name;
    double share = 0; // of the digit's images; the shares of a digit's ways add up to 1
    double pen = 1;   // the average pen's radius in pixels: what is written large is thin when it is scaled down
    Posture posture;
    std::vector<PenStroke> strokes; // of the average writer
    std::vector<Habit> habits;      // independent of each other
};

// The ways of writing 0 ... 9; throws std::out_of_range for another digit.
std::span<const WayOfWriting> waysOfWriting(int digit);

} // namespace unroll
