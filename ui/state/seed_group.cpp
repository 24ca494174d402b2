#include "ui/state/seed_group.h"

namespace unroll {

std::vector<const Run*> finishedSeeds(const RunList& list, RunId group) {
    std::vector<const Run*> seeds = list.runsOf(group);
    std::erase_if(seeds, [](const Run* run) { return run->status != RunStatus::Done || run->epochs.empty(); });
    return seeds;
}

SeedBand bandOf(const RunList& list, RunId group) {
    std::vector<const std::vector<EpochMetrics>*> epochs;
    for (const Run* seed : finishedSeeds(list, group))
        epochs.push_back(&seed->epochs);
    return seedBand(epochs);
}

} // namespace unroll
