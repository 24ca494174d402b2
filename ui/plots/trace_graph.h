// A graph for very many points, a batch each: where several share a column of pixels, it draws that column as one bar
// from the lowest to the highest of its line, which is what the line would look like, at a fraction of the time.
#pragma once

#include <qcustomplot.h>

namespace unroll {

class TraceGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;
};

} // namespace unroll
