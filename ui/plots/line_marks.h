// What lines per epoch are drawn with, in the curves as in their keys.
#pragma once

#include "ui/theme/run_style.h"

#include <qcustomplot.h>

namespace unroll {

QCPScatterStyle markerOf(const RunStyle& style, const QColor& filling, double size);

// Of so many points, each how-manieth has a marker, so that they stand apart: a power of two, by which they keep their
// places while a curve grows.
std::size_t markerStep(std::size_t points);

// Dots, which no run's dashes are: the line on training images.
QPen trainingPen(const QColor& colour, qreal width);

} // namespace unroll
