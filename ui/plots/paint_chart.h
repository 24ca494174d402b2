// A chart as a picture for a file.
#pragma once

#include "ui/plots/plot_theme.h"

#include <QRect>

#include <qcustomplot.h>

namespace unroll {

// The room of one of several drawings below each other.
inline QRect roomOf(std::size_t number, std::size_t count, const QSize& size) {
    const auto all = static_cast<int>(count);
    const int top = static_cast<int>(number) * size.height() / all;
    return {0, top, size.width(), size.height() / all};
}

// In the window's colours or in those of paper.
template <typename Chart>
void paintChart(Chart& chart, QCPPainter& painter, const QRect& room, bool paper) {
    if (paper)
        chart.setTheme(paperTheme());
    painter.save();
    painter.translate(room.topLeft());
    chart.toPainter(&painter, room.width(), room.height());
    painter.restore();
    if (paper)
        chart.setTheme(screenTheme(chart));
}

} // namespace unroll
