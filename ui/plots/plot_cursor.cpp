#include "ui/plots/plot_cursor.h"

#include "ui/plots/chart_layers.h"
#include "ui/theme/spacing.h"

#include <algorithm>

namespace unroll {

PlotCursor::PlotCursor(QCustomPlot* plot)
    : QCPLayerable(plot, QLatin1String(ChartLayers::cursor))
    , box_(new ReadOutBox(plot)) {}

void PlotCursor::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    box_->setTheme(theme);
}

void PlotCursor::show(std::optional<std::int64_t> epoch, const std::vector<const RunGraphs*>& runs,
                      const PlotScale& scale) {
    const bool wasShown = isShown();
    readOut_ = epoch ? readOutAt(*epoch, runs, scale) : std::nullopt;
    boxBelow_ = scale.rises();
    if (readOut_) {
        box_->setReadOut(*readOut_, mParentPlot->axisRect()->size());
        place();
    } else if (wasShown) {
        box_->hide();
        layer()->replot();
    }
}

// On the side that leaves the most of the axes free, as long as the box does not lie over the labels at their left; the
// names at the right may be covered.
int PlotCursor::boxLeft(int line) const {
    const QRect area = mParentPlot->axisRect()->rect();
    const int before = line - grid(3) - box_->width();
    const int after = line + grid(3);
    const bool fitsBefore = before > area.left();
    const bool fitsAfter = after + box_->width() <= mParentPlot->width();
    if (fitsAfter && (line < area.center().x() || !fitsBefore))
        return after;
    return fitsBefore ? before : std::max(area.left() + 1, mParentPlot->width() - box_->width());
}

void PlotCursor::place() {
    if (!readOut_)
        return;
    const QRect area = mParentPlot->axisRect()->rect();
    const int line = qRound(mParentPlot->xAxis->coordToPixel(readOut_->position));
    box_->setVisible(line >= area.left() && line <= area.right() + 1);
    const int top = boxBelow_ ? area.bottom() - grid(2) - box_->height() : area.top() + grid(1);
    box_->move(boxLeft(line), std::max(0, top));
    layer()->replot();
}

void PlotCursor::draw(QCPPainter* painter) {
    if (!readOut_)
        return;
    const QRect area = mParentPlot->axisRect()->rect();
    const double x = mParentPlot->xAxis->coordToPixel(readOut_->position);
    painter->setAntialiasing(false); // one pixel, sharp
    painter->setPen(QPen(theme_.faded(theme_.referenceText, 0.3), 0));
    painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1));
    painter->setAntialiasing(true);
    for (const ReadOut::Row& row : readOut_->rows)
        for (const double value : row.values) {
            painter->setPen(QPen(theme_.background, 1.5));
            painter->setBrush(row.pen.color());
            painter->drawEllipse(
                QPointF(mParentPlot->xAxis->coordToPixel(row.place), mParentPlot->yAxis->coordToPixel(value)), 4, 4);
        }
}

} // namespace unroll
