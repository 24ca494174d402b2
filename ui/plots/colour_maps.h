// Colours for numbers, whose lightness rises or falls evenly, so that the order of the numbers is seen without colours
// too.
#pragma once

#include <QColor>
#include <QPalette>

#include <qcustomplot.h>

namespace unroll {

// Shares and other numbers from nothing to much: from the paper's colour on.
QCPColorGradient amountColours(const QPalette& palette);

// Numbers below and above zero: dark blue, grey at zero, light amber.
QCPColorGradient signedColours();

// CIE 1976 L*, 0...100.
double lightness(const QColor& colour);

} // namespace unroll
