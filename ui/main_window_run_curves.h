// The list of runs as the plots draw it.
#pragma once

#include "ui/models/run_list.h"
#include "ui/plots/drawn_run.h"

namespace unroll {

// All shown runs and groups but the present run, the latest first, and behind them the ghosts, which fade with age.
std::vector<DrawnRun> comparedRuns(const RunList& list);

std::vector<DrawnRun> shownReferences(const RunList& list);

// What stands at the end of a run's line: its name, or its number.
QString lineName(const RunLabel& label);

} // namespace unroll
