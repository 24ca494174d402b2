// How large the program's type is: the desktop's, or larger for a projector. What is made to measure for its type, as
// the height of a button, grows along.
#pragma once

namespace unroll {

inline constexpr double largestType = 2;

double typeSize(); // in the desktop's; 1 at first
void applyTypeSize(
    double factor); // to all widgets that are there; clamped to 1 … largestType; there and back is as before

} // namespace unroll
