// The pressure of a pen along a stroke: it wanders slowly, and is lower where the pen comes down and lifts off.
#pragma once

#include "engine/tensor/random.h"

#include <array>

namespace unroll {

class PenPressure {
public:
    explicit PenPressure(Random& random);

    // Relative to the pen's usual pressure, `along` 0 ... 1 from the stroke's first to its last point.
    double at(double along) const;

private:
    double taper_;
    std::array<double, 5> values_{};
};

} // namespace unroll
