// What closing the window would lose, and how a saved run is called.
#pragma once

#include "ui/state/run_list.h"

namespace unroll {

// What a person made of a run; a seed bears its group's label where it has none of its own.
RecordLabel labelFor(const RunList& list, const Run& run);

// Whether there is more of a run than its folder holds: batches, as far as their weights are known, or another label.
bool isUnsaved(const RunList& list, const Run& run);

// The unsaved runs that a person put something into: a name, a note, a pin, or a minute of training that can still be
// saved; of a group all seeds, when this is true of the group.
std::vector<RunId> runsAtRisk(const RunList& list);

// The name of a new folder for a run: its own, without what a file system does not take, or "run-3", "run-3-seed-2".
QString folderNameFor(const RunList& list, RunId id);

} // namespace unroll
