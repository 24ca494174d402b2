// The runs of the list as tables, for files and the clipboard.
#pragma once

#include "ui/state/metric_tables.h"
#include "ui/state/run_list.h"

namespace unroll {

// All runs and groups that the plots draw, that of the row on show first, then the latest first.
std::vector<RunTable> shownTables(const RunList& list, RunId onShow);

// The run, and nothing else; of a seed its group: the means, then each of its seeds.
std::vector<RunTable> tablesOf(const RunList& list, const Run& run);

} // namespace unroll
