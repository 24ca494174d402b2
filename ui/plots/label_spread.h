// Keeps labels that stand one above the other from covering each other.
#pragma once

#include <vector>

namespace unroll {

// Positions as near as possible to the wanted ones, in the same order, at least `gap` apart and, as far as there is
// room, between `low` and `high`.
std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap, double low, double high);

} // namespace unroll
