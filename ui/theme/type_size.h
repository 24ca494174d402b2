// How large the program's type is: the desktop's, or larger for a projector. What is made to measure for its type, as
// the height of a button, grows along.
#pragma once

class QWidget;

namespace unroll {

inline constexpr double largestType = 2;

double typeSize(); // in the desktop's; 1 at first
void applyTypeSize(
    double factor); // to all widgets that are there; clamped to 1 … largestType; there and back is as before

// The same for one window and what is in it, on top of the size of all.
void scaleType(QWidget& window, double ratio);

} // namespace unroll
