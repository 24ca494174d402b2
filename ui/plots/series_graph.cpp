#include "ui/plots/series_graph.h"

#include "ui/plots/curve_clip.h"
#include "ui/plots/line_marks.h"
#include "ui/plots/marked_graph.h"
#include "ui/plots/trace_graph.h"

#include <algorithm>

namespace unroll {
namespace {

QVector<QCPGraphData> graphData(const Curve& points) {
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(points.size()));
    for (const MetricPoint& point : points)
        data.append({point.x, point.y});
    return data;
}

// The plot owns it.
QCPGraph* newGraph(QCustomPlot& plot, SeriesGraph::Kind kind) {
    switch (kind) {
    case SeriesGraph::Kind::Line:
        return new QCPGraph(plot.xAxis, plot.yAxis);
    case SeriesGraph::Kind::Marked:
        return new MarkedGraph(plot.xAxis, plot.yAxis);
    case SeriesGraph::Kind::Dense:
        return new TraceGraph(plot.xAxis, plot.yAxis);
    }
    return nullptr;
}

} // namespace

SeriesGraph::SeriesGraph(QCustomPlot& plot, const QString& layer, Kind kind)
    : graph_(newGraph(plot, kind))
    , marked_(dynamic_cast<MarkedGraph*>(graph_)) {
    graph_->setLayer(layer);
    graph_->setAdaptiveSampling(false); // the series has done so
}

SeriesGraph::~SeriesGraph() { graph_->parentPlot()->removeGraph(graph_); }

void SeriesGraph::set(std::span<const MetricPoint> points) {
    series_.clear();
    series_.append(points);
}

void SeriesGraph::drawBetween(const AxisRange& horizontal) {
    const auto points = series_.drawn(horizontal.lower, horizontal.upper, mostPoints);
    graph_->data()->set(graphData(points), true);
    if (!marked_ || points.empty())
        return;
    marked_->setScatterStyle(marker_);
    marked_->setMarked(series_.indexAt(points.front().x), markerStep(points.size()));
}

// A line that is cut has no markers: there is no value where it meets an edge.
void SeriesGraph::cutOff(const AxisRange& horizontal, const AxisRange& vertical, bool logarithmic) {
    const Curve points = series_.drawn(horizontal.lower, horizontal.upper, mostPoints);
    const auto inside = [&](const MetricPoint& point) {
        return horizontal.contains(point.x) && vertical.contains(point.y);
    };
    if (std::ranges::all_of(points, inside))
        return;
    graph_->data()->set(graphData(clipped(points, horizontal, vertical, logarithmic)), true);
    graph_->setScatterStyle(QCPScatterStyle());
}

void SeriesGraph::setMarker(const QCPScatterStyle& marker) { marker_ = marker; }

std::size_t SeriesGraph::drawnPoints() const {
    return isShown() ? static_cast<std::size_t>(graph_->data()->size()) : 0;
}

} // namespace unroll
