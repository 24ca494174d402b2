// What the seeds of a group say together: wherever a figure of a group is shown, it is made of these.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/seed_statistics.h"

namespace unroll {

// The seeds that are trained to their end, in the order in which they were trained.
std::vector<const Run*> finishedSeeds(const RunList& list, RunId group);

// Of the finished seeds; empty as long as there is none.
SeedBand bandOf(const RunList& list, RunId group);

} // namespace unroll
