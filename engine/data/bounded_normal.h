// Numbers that are distributed nearly as normal ones, without the rare ones far away, which would make a digit that
// nobody can read; and drawn much faster.
#pragma once

#include "engine/tensor/random.h"

namespace unroll {

// The sum of four uniform numbers, scaled to the mean and standard deviation; at most 3.5 deviations from the mean.
inline double boundedNormal(double mean, double deviation, Random& random) {
    constexpr std::uint64_t part = 0xffff;
    constexpr double meanOfSum = 2 * part;
    constexpr double inverseDeviationOfSum = 1.7320508075688772 / (part + 1); // sqrt(12 / 4), but for 2^-33 of it
    const std::uint64_t bits = random.next();
    const std::uint64_t sum = (bits & part) + (bits >> 16 & part) + (bits >> 32 & part) + (bits >> 48);
    return mean + deviation * (static_cast<double>(sum) - meanOfSum) * inverseDeviationOfSum;
}

} // namespace unroll
