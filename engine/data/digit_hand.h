// A hand that writes: the pen's path for one digit, different every time.
#pragma once

#include "engine/data/digit_ways.h"
#include "engine/tensor/random.h"

#include <vector>

namespace unroll {

// A short straight piece of ink between two points, in units of the digit's height; the width is relative to the pen's.
struct InkPoint {
    double x = 0;
    double y = 0;
    double pressure = 1;
    bool penDown = false; // a piece leads here from the point before
};

// Writes a digit in one way. What differs from one time to the next: where the points lie, how sharp the corners are,
// the proportions of upper and lower half and of left and right, a smooth (elastic) distortion of the paper, width,
// slant, rotation, and the pressure of the pen. The result lies about the origin, y down.
std::vector<InkPoint> writeDigit(const WayOfWriting& way, Random& random);

} // namespace unroll
