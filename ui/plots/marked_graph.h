// A graph whose markers are drawn whole at the edge of the axes, where its line ends.
#pragma once

#include <qcustomplot.h>

namespace unroll {

class MarkedGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    QRect clipRect() const override {
        constexpr int overhang = 8;
        return QCPGraph::clipRect().adjusted(-overhang, -overhang, overhang, overhang);
    }

    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override {
        painter->save();
        painter->setClipRect(QCPGraph::clipRect(), Qt::IntersectClip);
        QCPGraph::drawLinePlot(painter, lines);
        painter->restore();
    }

    void drawScatterPlot(QCPPainter* painter, const QVector<QPointF>& points,
                         const QCPScatterStyle& style) const override {
        constexpr double rounding = 1;
        const QRectF area = QRectF(QCPGraph::clipRect()).adjusted(-rounding, -rounding, rounding, rounding);
        QVector<QPointF> inside;
        for (const QPointF& point : points)
            if (area.contains(point))
                inside.append(point);
        QCPGraph::drawScatterPlot(painter, inside, style);
    }
};

} // namespace unroll
