// What a plot is drawn with: from the palette on the screen, always black on white on paper.
#pragma once

#include "ui/theme/run_style.h"

#include <QFont>

namespace unroll {

struct PlotTheme {
    QColor background;
    QColor text;
    QColor axis;
    QColor grid;
    QColor reference;     // curves of others
    QColor referenceText; // their names, and what stands at the axes
    QColor warning;
    QFont font;
    QPalette palette; // that run styles are taken from

    RunStyle style(int slot) const { return runStyle(slot, palette); }

    // A colour on its way to the background, 0 itself, 1 the background; opaque, for not every vector format knows
    // transparency.
    QColor faded(const QColor& colour, double share) const;
};

PlotTheme screenTheme(const QPalette& palette);
PlotTheme screenTheme(const QWidget& widget); // in its colours and its size of type
PlotTheme paperTheme();

} // namespace unroll
