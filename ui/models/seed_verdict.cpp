#include "ui/models/seed_verdict.h"

#include "ui/models/seed_statistics.h"
#include "ui/models/setting_text.h"

#include <QCoreApplication>

namespace unroll {
namespace {

struct Pair {
    const RunGroup* first = nullptr;
    const RunGroup* second = nullptr;
};

Pair selectedGroups(const RunList& list, const std::vector<RunId>& selected) {
    std::vector<const RunGroup*> groups;
    for (const RunId id : selected)
        if (const RunGroup* group = list.findGroup(id))
            groups.push_back(group);
    return groups.size() == 2 ? Pair{groups[0], groups[1]} : Pair{};
}

// Groups stand in the order in which they began.
Pair latestGroups(const RunList& list) {
    const auto& groups = list.groups();
    return groups.size() < 2 ? Pair{} : Pair{&groups[groups.size() - 1], &groups[groups.size() - 2]};
}

Spread accuracyOf(const RunList& list, const RunGroup& group) {
    std::vector<double> accuracies;
    for (const Run* run : list.runsOf(group.id))
        if (run->status == RunStatus::Done && !run->epochs.empty())
            accuracies.push_back(run->epochs.back().testAccuracy);
    return spreadOf(accuracies);
}

QString nameOf(const RunGroup& group, const RunGroup& other) {
    if (!group.label.name.isEmpty())
        return group.label.name;
    Hyperparameters setting = group.hyperparameters;
    setting.seed = other.hyperparameters.seed;
    if (setting == other.hyperparameters)
        return QCoreApplication::translate("unroll::SeedVerdict", "run %1").arg(group.label.number);
    return differenceText(setting, other.hyperparameters);
}

} // namespace

QString seedVerdict(const RunList& list, const std::vector<RunId>& selected) {
    Pair pair = selectedGroups(list, selected);
    if (!pair.first)
        pair = latestGroups(list);
    if (!pair.first)
        return {};
    const RunGroup& a = *pair.first;
    const RunGroup& b = *pair.second;
    return verdict(nameOf(a, b), accuracyOf(list, a), nameOf(b, a), accuracyOf(list, b));
}

} // namespace unroll
