// Cuts a line off at the edges of the axes, for formats that can't do so themselves: Qt's SVG knows no clipping.
#pragma once

#include "ui/plots/plot_scale.h"

namespace unroll {

// The parts of a line of points within both ranges, with new points where it crosses an edge; NaN lies between parts
// that do not hang together. Lines are straight on the axes as they are: with `logarithmic` on that of the logarithm
// of y.
Curve clipped(const Curve& line, const AxisRange& horizontal, const AxisRange& vertical, bool logarithmic);

} // namespace unroll
