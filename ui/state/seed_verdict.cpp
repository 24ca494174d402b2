#include "ui/state/seed_verdict.h"

#include "ui/state/seed_group.h"
#include "ui/state/setting_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

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

using Accuracies = std::map<std::int64_t, double>; // by seed

Accuracies accuraciesOf(const RunList& list, const RunGroup& group) {
    Accuracies accuracies;
    for (const Run* run : finishedSeeds(list, group.id))
        accuracies[run->hyperparameters.seed] = run->epochs.back().testAccuracy;
    return accuracies;
}

Spread spreadOf(const Accuracies& accuracies) {
    std::vector<double> values;
    for (const auto& [seed, accuracy] : accuracies)
        values.push_back(accuracy);
    return unroll::spreadOf(values);
}

bool haveSameSeeds(const Accuracies& a, const Accuracies& b) {
    const auto same = [](const auto& one, const auto& other) { return one.first == other.first; };
    return std::ranges::equal(a, b, same);
}

Spread gainsOf(const Accuracies& accuracies, const Accuracies& others) {
    std::vector<double> gains;
    for (const auto& [seed, accuracy] : accuracies)
        gains.push_back(accuracy - others.at(seed));
    return unroll::spreadOf(gains);
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
    const Accuracies mine = accuraciesOf(list, a);
    const Accuracies others = accuraciesOf(list, b);
    if (haveSameSeeds(mine, others))
        return pairedVerdict(nameOf(a, b), nameOf(b, a), gainsOf(mine, others));
    return verdict(nameOf(a, b), spreadOf(mine), nameOf(b, a), spreadOf(others));
}

} // namespace unroll
