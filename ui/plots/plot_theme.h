// What a plot is drawn with: from the palette on the screen, always black on white on paper.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace unroll {

struct PlotTheme {
    QColor background;
    QColor text;
    QColor axis;
    QColor grid;
    QColor reference;     // curves of others
    QColor referenceText; // their names
    QColor run;
    QColor batches; // the run's colour, faint: the trace of single batches
    QColor warning;
    QFont font;
};

PlotTheme screenTheme(const QPalette& palette);
PlotTheme paperTheme();

} // namespace unroll
