// Which of two settings is better, as far as their seeds can tell: one sentence on two groups of the list.
#pragma once

#include "ui/state/run_list.h"

namespace unroll {

// Of the two groups that are selected; of the latest two when not two are. Empty without two groups that have two
// finished seeds each. The rule is that of pairedVerdict() where both have finished the same seeds, and otherwise that
// of verdict().
QString seedVerdict(const RunList& list, const std::vector<RunId>& selected);

} // namespace unroll
