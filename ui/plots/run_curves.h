// The list of runs as the plots draw it.
#pragma once

#include "ui/plots/plot_data.h"
#include "ui/state/run_comparison.h"

namespace unroll {

// What was changed while a run trained, as marks on its curves.
std::vector<ChangeMark> changesOf(const Run& run);

// Whether the plots draw the run on show. A group's mean stands for its seeds, but for the one under way, and for one
// that is selected by itself.
bool drawsLine(const RunSelection& selection, const RunList& list, const Run& onShow);

// All shown runs and groups but the run on show, the latest first, and behind them the ghosts: one fades as others
// come, and all by `faded`, 0...1.
std::vector<DrawnRun> comparedRuns(const RunList& list, const Run* onShow, double faded = 0);

std::vector<DrawnRun> shownReferences(const RunList& list);

// What a plot shows in the window, for files: without ghosts, which are of the moment. With `wholeRun` the run on show,
// drawn or not. `plannedEpochs` are those of the axes as long as no run is on show.
struct PlotSources {
    const RunList& runs;
    const RunSelection& selection;
    const PlotView& view;
    const PlotZoom& zoom;
    std::int64_t plannedEpochs = 0;
};
PlotData plotData(const PlotSources& sources, PlotKind kind, bool wholeRun = false);

// What stands at the end of the line of the run on show; the name of a seed tells it from its group.
QString nameOnShow(const RunList& list, const Run& onShow);

} // namespace unroll
