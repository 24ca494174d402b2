#include "ui/state/run_tables.h"

#include "ui/state/run_comparison.h"
#include "ui/state/seed_group.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace unroll {
namespace {

RunTable tableOf(const RunList& list, const Run& run) {
    const RunGroup* group = list.findGroup(run.group);
    return {.number = run.label.number,
            .name = lineName(group ? group->label : run.label),
            .epochs = run.epochs,
            .deviations = {},
            .setting = run.hyperparameters};
}

std::optional<RunTable> tableOf(const RunList& list, const RunGroup& group) {
    const auto seeds = static_cast<std::int64_t>(finishedSeeds(list, group.id).size());
    SeedBand band = bandOf(list, group.id);
    if (seeds < 2)
        return std::nullopt;
    return RunTable{group.label.number,    lineName(group.label),      seeds,
                    std::move(band.means), std::move(band.deviations), group.hyperparameters};
}

} // namespace

std::vector<RunTable> shownTables(const RunList& list, RunId onShow) {
    std::vector<std::pair<bool, RunTable>> tables; // whether it is the one on show
    for (const Run& run : list.runs())
        if (run.group == 0 && run.label.shown && !run.epochs.empty())
            tables.emplace_back(run.id == onShow, tableOf(list, run));
    for (const RunGroup& group : list.groups()) {
        if (!group.label.shown)
            continue;
        if (auto means = tableOf(list, group))
            tables.emplace_back(group.id == onShow, std::move(*means));
        else
            for (const Run* seed : list.runsOf(group.id))
                tables.emplace_back(seed->id == onShow || group.id == onShow, tableOf(list, *seed));
    }
    std::ranges::stable_sort(tables, std::greater(),
                             [](const auto& table) { return std::pair(table.first, table.second.number); });
    std::vector<RunTable> sorted;
    for (auto& [isOnShow, table] : tables)
        sorted.push_back(std::move(table));
    return sorted;
}

std::vector<RunTable> tablesOf(const RunList& list, const Run& run) {
    std::vector<RunTable> tables;
    const RunGroup* group = list.findGroup(run.group);
    if (!group)
        return {tableOf(list, run)};
    if (auto means = tableOf(list, *group))
        tables.push_back(std::move(*means));
    for (const Run* seed : list.runsOf(group->id))
        tables.push_back(tableOf(list, *seed));
    return tables;
}

} // namespace unroll
