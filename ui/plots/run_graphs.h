// A run's lines in a chart, as its role asks: per epoch on test and training images, the band of a group of seeds, and
// the cross where it diverged.
#pragma once

#include "ui/plots/plot_theme.h"
#include "ui/plots/series_graph.h"

#include <memory>

namespace unroll {

class PlotAxes;

class RunGraphs {
public:
    RunGraphs(QCustomPlot& plot, DrawnRun run, const PlotScale& scale, const PlotTheme& theme);

    const DrawnRun& run() const { return run_; }
    void rename(std::uint64_t id, const QString& name, int slot);
    void append(std::span<const EpochMetrics> epochs);
    void setChanges(const std::vector<ChangeMark>& changes) { run_.changes = changes; }
    void markDivergence(double atEpoch);
    bool leavesAtTop() const;                        // a loss that led to nothing
    void keepCrossWithin(const AxisRange& vertical); // where a run that diverged left it

    void setScale(const PlotScale& scale);
    void setTheme(const PlotTheme& theme);
    void setShown(bool shown);
    void appendBatches(std::span<const BatchPoint> batches);

    void reach(PlotAxes& axes) const; // makes room for all of it
    void drawBetween(const AxisRange& horizontal);
    void cutOff(const AxisRange& horizontal, const AxisRange& vertical); // see SeriesGraph

    // The line that carries the name, and its pen; without points where the run has none to show.
    const Curve& leadingCurve() const;
    QPen leadingPen() const;

    bool isShown() const { return shown_; }
    std::size_t drawnPoints() const;
    void addToLegend();

private:
    void setCurves();
    void setBand();
    void showLines();
    void paintPresent();
    void paintCompared();
    bool isGroup() const { return !run_.deviations.empty(); }

    DrawnRun run_;
    EvenThinning thinning_; // of its batches
    PlotScale scale_;
    PlotTheme theme_;
    bool shown_ = true;
    double divergedTo_ = 0;
    SeriesGraph lowerEdge_;
    SeriesGraph upperEdge_; // the band is filled down to the lower edge
    SeriesGraph train_;
    SeriesGraph test_;
    SeriesGraph diverged_;
};

} // namespace unroll
