// A drawing as the bytes of a file. In all but PNG text stays text, and lines stay lines.
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <qcustomplot.h>

#include <functional>

namespace unroll {

constexpr double plotPointsPerInch = 96;

struct Drawing {
    QSize size; // in points of 1/96 inch
    QString title;
    std::function<void(QCPPainter& painter)> paint; // in points, from the painter's origin on
};

// On white. Empty when it can't be made at that size. `scale` is the number of pixels per point.
QByteArray pngOf(const Drawing& drawing, double scale = 2);
QByteArray svgOf(const Drawing& drawing);
QByteArray pdfOf(const Drawing& drawing);

} // namespace unroll
