// The list of runs as the plots draw it.
#pragma once

#include "ui/charts/drawn_run.h"
#include "ui/state/run_comparison.h"

namespace unroll {

// What was changed while a run trained, as marks on its curves.
std::vector<ChangeMark> changesOf(const Run& run);

// Whether the plots draw the present run. A group's mean stands for its seeds, but for the one under way.
bool drawsPresent(const RunList& list, const Run& present);

// All shown runs and groups but the present run, the latest first, and behind them the ghosts: one fades as others
// come, and all by `faded`, 0...1.
std::vector<DrawnRun> comparedRuns(const RunList& list, double faded = 0);

std::vector<DrawnRun> shownReferences(const RunList& list);

// What stands at the end of the present run's line; the name of a seed tells it from its group.
QString presentName(const RunList& list, const Run& present);

} // namespace unroll
