// Everything a metric plot shows, as one value.
#pragma once

#include "engine/session/session.h"
#include "ui/plots/plot_scale.h"

namespace unroll {

struct PlotData {
    PlotView view;
    double plannedEpochs = 0;
    DrawnRun present;
    std::vector<DrawnRun> others;          // behind it; references first
    std::optional<AxisRange> horizontal{}; // what is zoomed to, in units of the axes
    std::optional<AxisRange> vertical{};
};

// A run that is done, alone: its curves per epoch.
PlotData plotData(const RunRecord& record);

} // namespace unroll
