// A graph with markers at some of its points, drawn whole at the edge of the axes, where its line ends.
#pragma once

#include <qcustomplot.h>

namespace unroll {

class MarkedGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

    // Its first point is this one of a longer curve, of which each step-th has a marker.
    void setMarked(std::size_t first, std::size_t step) {
        first_ = first;
        step_ = step;
    }

    // Where markers stand, in pixels.
    QVector<QPointF> markers() const {
        constexpr double rounding = 1;
        const QRectF area = QRectF(QCPGraph::clipRect()).adjusted(-rounding, -rounding, rounding, rounding);
        QVector<QPointF> found;
        std::size_t number = first_;
        for (const QCPGraphData& point : *data())
            if (const QPointF place = coordsToPixels(point.key, point.value);
                number++ % step_ == 0 && area.contains(place))
                found.append(place);
        return found;
    }

protected:
    QRect clipRect() const override {
        constexpr int overhang = 8;
        return QCPGraph::clipRect().adjusted(-overhang, -overhang, overhang, overhang);
    }

    // A line along an edge, of a network that reads all images rightly, is seen in its full width.
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override {
        constexpr int halfALine = 2;
        painter->save();
        painter->setClipRect(QCPGraph::clipRect().adjusted(0, -halfALine, 0, halfALine), Qt::IntersectClip);
        QCPGraph::drawLinePlot(painter, lines);
        painter->restore();
    }

    void drawScatterPlot(QCPPainter* painter, const QVector<QPointF>&, const QCPScatterStyle& style) const override {
        QCPGraph::drawScatterPlot(painter, markers(), style);
    }

private:
    std::size_t first_ = 0;
    std::size_t step_ = 1;
};

} // namespace unroll
