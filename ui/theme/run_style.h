// How a run is told from the others: a colour of Okabe and Ito's, a dash pattern and a marker, so that no one needs to
// see the colour. A run's slot is a number that it keeps.
#pragma once

#include <QColor>
#include <QPalette>
#include <QPen>

namespace unroll {

enum class RunMarker { Disc, Square, Diamond, Triangle, TriangleInverted, Cross };

struct RunStyle {
    QColor colour;
    QList<qreal> dashes; // in pen widths; empty for a solid line
    RunMarker marker = RunMarker::Disc;

    QPen pen(qreal width) const; // with the dashes
};

// Slot 0 is the colour of coloursOf(palette).run, solid. Any 36 slots in a row, negative ones not included, differ in
// colour or dashes; the first six differ in both.
RunStyle runStyle(int slot, const QPalette& palette);

} // namespace unroll
