#include "ui/plots/change_marks.h"

#include "ui/plots/chart_layers.h"

#include <cmath>

namespace unroll {
namespace {

constexpr double height = 10; // of a tick
constexpr double head = 3.5;  // half the width of its head
constexpr double reach = 6;   // of the pointer

} // namespace

ChangeMarks::ChangeMarks(QCustomPlot* plot)
    : QCPLayerable(plot, QLatin1String(ChartLayers::marks)) {}

QString ChangeMarks::textAt(const QPointF& pixel) const {
    if (mParentPlot->axisRect()->bottom() - pixel.y() > height + reach)
        return {};
    QStringList texts;
    for (const Mark& mark : marks_)
        if (std::abs(mParentPlot->xAxis->coordToPixel(mark.x) - pixel.x()) <= reach)
            texts.append(mark.text);
    return texts.join(u'\n');
}

void ChangeMarks::draw(QCPPainter* painter) {
    const double bottom = mParentPlot->axisRect()->bottom() + 1.0;
    const QCPRange shown = mParentPlot->xAxis->range();
    for (const Mark& mark : marks_) {
        if (!shown.contains(mark.x))
            continue;
        const double x = mParentPlot->xAxis->coordToPixel(mark.x);
        painter->setPen(QPen(mark.colour, 1.5));
        painter->drawLine(QPointF(x, bottom), QPointF(x, bottom - height));
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark.colour);
        painter->drawPolygon(QPolygonF{{x - head, bottom - height}, {x + head, bottom - height}, {x, bottom - 3}});
    }
}

} // namespace unroll
