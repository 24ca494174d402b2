// All runs of a chart: the present one, compared ones with ghosts, and references, drawn alike.
#pragma once

#include "ui/plots/batch_trace.h"
#include "ui/plots/plot_data.h"
#include "ui/plots/run_graphs.h"

#include <memory>

namespace unroll {

class RunSet {
public:
    RunSet(QCustomPlot& plot, const PlotScale& scale);

    void setScale(const PlotScale& scale);
    void setTheme(const PlotTheme& theme);

    void setReferences(const std::vector<DrawnRun>& references);
    void showReferences(bool shown);
    bool showsReferences() const { return referencesShown_; }
    void setOthers(const std::vector<DrawnRun>& runs);
    void begin(const DrawnRun& run, std::int64_t batchesPerEpoch); // the present one
    void namePresent(std::uint64_t id, const QString& name, int slot);
    void showPresent(bool shown); // with its batches; holds for the runs that begin later, too
    void addBatches(std::span<const BatchPoint> batches);

    RunGraphs& present() { return *present_; }
    const RunGraphs& present() const { return *present_; }
    const BatchTrace& trace() const { return trace_; }
    DrawnRun shownPresent() const;             // without points when it is hidden
    std::vector<DrawnRun> shownOthers() const; // references first, and no ghosts: they are of the moment

    std::vector<const RunGraphs*> all() const;   // the present one first, references last
    std::vector<const RunGraphs*> named() const; // those whose lines carry names, in the order of importance

    void reach(PlotAxes& axes) const; // makes room for the present run and those that it is compared with
    void drawBetween(const AxisRange& horizontal);
    void keepCrossesWithin(const AxisRange& vertical);
    void cutOff(const AxisRange& horizontal, const AxisRange& vertical); // see SeriesGraph
    void drawTrace(const AxisRange& horizontal) { trace_.drawBetween(horizontal); }
    std::size_t drawnPoints() const;
    void showKey(QCPLegend& legend); // to the lines of the present run, where it has any

private:
    using Graphs = std::vector<std::unique_ptr<RunGraphs>>;
    void fill(Graphs& graphs, const std::vector<DrawnRun>& runs);

    QCustomPlot& plot_;
    PlotScale scale_;
    PlotTheme theme_;
    bool referencesShown_ = true;
    bool presentShown_ = true;
    Graphs references_;
    Graphs others_;
    std::unique_ptr<RunGraphs> present_;
    BatchTrace trace_;
};

} // namespace unroll
