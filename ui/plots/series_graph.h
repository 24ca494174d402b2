// A curve of any length in a plot: of what is in view only as many points are handed to the drawing as can be seen.
#pragma once

#include "ui/plots/plot_scale.h"

#include <qcustomplot.h>

#include <span>

namespace unroll {

class MarkedGraph;

class SeriesGraph {
public:
    // Marked: points get markers as far as they stand apart. Dense: see TraceGraph.
    enum class Kind { Line, Marked, Dense };

    SeriesGraph(QCustomPlot& plot, const QString& layer, Kind kind = Kind::Line);
    ~SeriesGraph(); // takes the curve off the plot, which is still there
    SeriesGraph(const SeriesGraph&) = delete;
    SeriesGraph& operator=(const SeriesGraph&) = delete;

    void set(std::span<const MetricPoint> points);
    void append(std::span<const MetricPoint> points) { series_.append(points); }
    void drawBetween(const AxisRange& horizontal); // after any change of points or view

    // Leaves out what lies beyond the axes, for formats that don't clip; until the next drawBetween().
    void cutOff(const AxisRange& horizontal, const AxisRange& vertical, bool logarithmic);

    void setPen(const QPen& pen) { graph_->setPen(pen); }
    void setMarker(const QCPScatterStyle& marker);
    void setShown(bool shown) { graph_->setVisible(shown); }

    bool isShown() const { return graph_->realVisibility(); }
    const MetricSeries& series() const { return series_; }
    QCPGraph& graph() { return *graph_; }
    std::size_t drawnPoints() const;

    static constexpr std::size_t mostPoints = 4000; // see MetricSeries::drawn()

private:
    MetricSeries series_;
    QCPGraph* graph_;
    MarkedGraph* marked_; // the graph, where it is of that kind
    QCPScatterStyle marker_;
};

} // namespace unroll
