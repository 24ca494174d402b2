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

// Writes a digit in one way. Habits and posture are the writer's and hold for the whole digit; besides, a digit differs
// from the writer's next one in where the points lie, how sharp the corners are, a smooth (elastic) distortion of the
// paper, and the pressure of the pen. The result lies about the origin, y down.
std::vector<InkPoint> writeDigit(const WayOfWriting& way, Random& random);

} // namespace unroll
