#include "ui/plots/series_graph.h"

namespace unroll {

SeriesGraph::SeriesGraph(QCustomPlot& plot, const QString& layer, bool marked)
    : graph_(marked ? new MarkedGraph(plot.xAxis, plot.yAxis) : new QCPGraph(plot.xAxis, plot.yAxis))
    , marked_(marked) {
    graph_->setLayer(layer);
    graph_->setAdaptiveSampling(false); // the series' levels have done so
}

SeriesGraph::~SeriesGraph() { graph_->parentPlot()->removeGraph(graph_); }

void SeriesGraph::set(std::span<const MetricPoint> points) {
    series_.clear();
    series_.append(points);
}

void SeriesGraph::drawBetween(const AxisRange& horizontal) {
    const auto points = series_.drawn(horizontal.lower, horizontal.upper, mostPoints);
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(points.size()));
    for (const MetricPoint& point : points)
        data.append({point.x, point.y});
    graph_->data()->set(data, true);
    graph_->setScatterStyle(marked_ && points.size() <= mostMarkers ? marker_ : QCPScatterStyle());
}

void SeriesGraph::setMarker(const QCPScatterStyle& marker) { marker_ = marker; }

std::size_t SeriesGraph::drawnPoints() const {
    return isShown() ? static_cast<std::size_t>(graph_->data()->size()) : 0;
}

} // namespace unroll
