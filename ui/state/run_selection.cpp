#include "ui/state/run_selection.h"

#include <algorithm>
#include <utility>

namespace unroll {

RunSelection::RunSelection(const RunList& list, QObject* parent)
    : QObject(parent)
    , list_(list) {
    connect(&list, &RunList::presentChanged, this, &RunSelection::follow);
    connect(&list, &RunList::structureChanged, this, &RunSelection::dropDeleted);
}

RunId RunSelection::presentRow() const {
    const Run* present = list_.present();
    if (!present || !list_.isPresentRow())
        return 0;
    return list_.findGroup(present->group) ? present->group : present->id;
}

void RunSelection::take(std::vector<RunId> ids, bool follows) {
    ids_ = std::move(ids);
    follows_ = follows;
    emit changed();
}

void RunSelection::select(std::vector<RunId> ids) {
    if (ids == ids_)
        return;
    const auto first = std::ranges::find_if(ids, [this](RunId id) { return isRow(id); });
    const bool follows = first == ids.end() || *first == presentRow();
    take(std::move(ids), follows);
}

// A run that begins, goes on, or comes to its first batch.
void RunSelection::follow() {
    const RunId row = presentRow();
    take(row != 0 ? std::vector{row} : std::vector<RunId>(), true);
}

void RunSelection::dropDeleted() {
    std::vector<RunId> left = ids_;
    std::erase_if(left, [this](RunId id) { return !list_.label(id); });
    if (left.empty() && follows_ && presentRow() != 0)
        left = {presentRow()}; // it was brought back
    if (left == ids_)
        return;
    const bool shows = std::ranges::any_of(left, [this](RunId id) { return isRow(id); });
    take(std::move(left), follows_ || !shows);
}

RunId RunSelection::row() const {
    if (follows_)
        return presentRow();
    const auto first = std::ranges::find_if(ids_, [this](RunId id) { return isRow(id); });
    return first == ids_.end() ? 0 : *first;
}

RunId RunSelection::otherRow() const {
    const RunId shown = row();
    const auto other = std::ranges::find_if(ids_, [&](RunId id) { return isRow(id) && id != shown; });
    return other == ids_.end() ? 0 : *other;
}

const RunGroup* RunSelection::group() const { return list_.findGroup(row()); }

const Run* RunSelection::run() const { return follows_ ? list_.present() : runOf(row()); }

const Run* RunSelection::otherRun() const { return runOf(otherRow()); }

const Run* RunSelection::runOf(RunId row) const {
    if (const Run* run = list_.find(row))
        return run;
    const auto seeds = list_.findGroup(row) ? list_.runsOf(row) : std::vector<const Run*>();
    return seeds.empty() ? nullptr : seeds.back();
}

} // namespace unroll
