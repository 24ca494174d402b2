// What a person does to the list: groups, opened runs, labels, deleting and undoing it.
#include "ui/state/run_list.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace unroll {
namespace {

// What a record tells of a run that nobody trains.
Run atRest(std::shared_ptr<const RunRecord> record) {
    Run run;
    run.label.name = QString::fromStdString(record->label.name);
    run.label.note = QString::fromStdString(record->label.note);
    run.label.pinned = record->label.pinned;
    run.hyperparameters = settingAtStart(*record);
    run.info = record->info;
    run.status = record->status;
    run.rest = RunRest::Stopped;
    run.position = positionOf(*record);
    run.epochs = record->epochs;
    if (record->checkpoint)
        run.changes = record->checkpoint->changes;
    run.divergence = record->divergence;
    run.record = std::move(record);
    return run;
}

} // namespace

RunId RunList::beginGroup(const Hyperparameters& hyperparameters, std::int64_t seeds) {
    RunGroup group;
    group.id = ++lastId_;
    group.label = freshLabel();
    group.hyperparameters = hyperparameters;
    group.seeds = seeds;
    groups_.push_back(std::move(group));
    emit structureChanged();
    return lastId_;
}

void RunList::endGroup(RunId id) {
    if (findGroup(id) && runsOf(id).empty()) {
        std::erase_if(groups_, [id](const RunGroup& group) { return group.id == id; });
        emit structureChanged();
    }
}

RunId RunList::insert(std::shared_ptr<const RunRecord> record, const QString& folder) {
    Run run = atRest(std::move(record));
    run.id = ++lastId_;
    const RunLabel fresh = freshLabel();
    run.label.number = fresh.number;
    run.label.slot = fresh.slot;
    run.folder = folder;
    run.saved = SavedState{run.position, run.record->label};
    place(std::move(run));
    boundRecords();
    emit structureChanged();
    return lastId_;
}

// A number that was given meanwhile stays with whom it was given to.
RunLabel RunList::restoredLabel(const StoredRow& row) {
    const auto has = [&row](const auto& item) { return item.label.number == row.number; };
    RunLabel label;
    if (std::ranges::any_of(runs_, has) || std::ranges::any_of(groups_, has)) {
        label = freshLabel();
    } else {
        label.number = row.number;
        label.slot = row.slot;
        lastNumber_ = std::max(lastNumber_, row.number);
    }
    label.shown = row.shown;
    return label;
}

RunGroup& RunList::restoredGroup(const StoredRun& stored) {
    RunGroup group;
    group.id = ++lastId_;
    group.label = restoredLabel(stored.row);
    group.seeds = stored.row.seeds;
    group.label.name = QString::fromStdString(stored.row.groupLabel.name);
    group.label.note = QString::fromStdString(stored.row.groupLabel.note);
    group.label.pinned = stored.row.groupLabel.pinned;
    group.hyperparameters = settingAtStart(*stored.record);
    groups_.push_back(group);
    return groups_.back();
}

std::vector<RunId> RunList::restore(const std::vector<StoredRun>& runs) {
    std::vector<RunId> ids;
    std::map<std::int64_t, RunId> groups; // by their stored number
    for (const StoredRun& stored : runs) {
        Run run = atRest(stored.record);
        const RunLabel own = run.label;
        if (stored.row.group != 0) {
            if (!groups.contains(stored.row.group))
                groups[stored.row.group] = restoredGroup(stored).id;
            run.group = groups[stored.row.group];
            run.label = findGroup(run.group)->label;
        } else {
            run.label = restoredLabel(stored.row);
        }
        run.label.name = own.name;
        run.label.note = own.note;
        run.label.pinned = own.pinned;
        run.kept = true;
        run.id = ++lastId_;
        run.folder = QString::fromStdString(stored.row.folder);
        ids.push_back(run.id);
        place(std::move(run));
    }
    boundRecords();
    if (!ids.empty())
        emit structureChanged();
    return ids;
}

void RunList::setReferences(const std::vector<ReferenceCurve>& curves) {
    references_.clear();
    for (const ReferenceCurve& curve : curves) {
        ReferenceRun reference;
        reference.id = ++lastId_;
        reference.label.name = curve.name;
        reference.curve = curve;
        references_.push_back(std::move(reference));
    }
    emit structureChanged();
}

RunLabel* RunList::editable(RunId id) {
    return const_cast<RunLabel*>(std::as_const(*this).label(id)); // of an item of our own
}

template <typename Change>
void RunList::edit(RunId id, Change change) {
    if (RunLabel* found = editable(id)) {
        change(*found);
        emit changed(id);
    }
}

void RunList::rename(RunId id, const QString& name) {
    edit(id, [&](RunLabel& label) { label.name = name.trimmed(); });
}

void RunList::setNote(RunId id, const QString& note) {
    edit(id, [&](RunLabel& label) { label.note = note.trimmed(); });
}

void RunList::setShown(RunId id, bool shown) {
    edit(id, [&](RunLabel& label) { label.shown = shown; });
}

void RunList::setPinned(RunId id, bool pinned) {
    edit(id, [&](RunLabel& label) { label.pinned = pinned; });
    emit structureChanged();
}

void RunList::noteSaved(RunId id, const QString& folder, const RunRecord& record) {
    if (Run* run = row(id)) {
        run->folder = folder;
        run->saved = SavedState{positionOf(record), record.label};
        emit changed(id);
    }
}

bool RunList::isRemovable(RunId id) const {
    const Run* run = find(id);
    const RunGroup* group = findGroup(run ? run->group : id);
    return (run || group) && !(run && run->label.pinned) && !(group && group->label.pinned);
}

std::vector<RunId> RunList::remove(const std::vector<RunId>& ids) {
    std::vector<RunId> gone;
    Removed removed;
    for (const RunId id : ids)
        if (isRemovable(id)) {
            take(id, removed);
            gone.push_back(id);
        }
    if (gone.empty())
        return gone;
    keepRemoved(std::move(removed));
    forgetGhosts(); // they led to a run that may be gone
    emit structureChanged();
    return gone;
}

RunList::RemovalId RunList::keepRemoved(Removed removed) {
    removed_.emplace(++lastRemoval_, std::move(removed));
    return lastRemoval_;
}

bool RunList::hasPresent(const Removed& removed) const {
    return std::ranges::find(removed.runs, presentId_, &Run::id) != removed.runs.end();
}

void RunList::forget(RemovalId removal) {
    const auto found = removed_.find(removal);
    if (found == removed_.end())
        return;
    if (hasPresent(found->second))
        found->second.forgotten = true;
    else
        removed_.erase(found);
}

// A run, or a group with its runs; and the group of a run that was its last.
void RunList::take(RunId id, Removed& removed) {
    const RunId group = find(id) ? find(id)->group : id;
    const auto move = [](auto& from, auto& to, auto chosen) {
        const auto kept = std::stable_partition(from.begin(), from.end(), std::not_fn(chosen));
        std::move(kept, from.end(), std::back_inserter(to));
        from.erase(kept, from.end());
    };
    move(runs_, removed.runs, [id](const Run& other) { return other.id == id || other.group == id; });
    if (runsOf(group).empty())
        move(groups_, removed.groups, [group](const RunGroup& other) { return other.id == group; });
}

void RunList::forgetGhosts() {
    if (ghosts_.empty())
        return;
    ghosts_.clear();
    emit ghostsChanged();
}

void RunList::bringBack(RemovalId removal) {
    auto node = removed_.extract(removal);
    if (!node.empty())
        insertAgain(std::move(node.mapped()));
}

void RunList::insertAgain(Removed removed) {
    std::ranges::move(removed.groups, std::back_inserter(groups_));
    std::ranges::sort(groups_, {}, &RunGroup::id);
    for (Run& run : removed.runs) {
        if (run.label.number == 0)
            run.label = freshLabel();
        if (std::erase_if(ghosts_, [&run](const Run& ghost) { return ghost.id == run.id; }) > 0)
            emit ghostsChanged();
        place(std::move(run));
    }
    emit structureChanged();
}

} // namespace unroll
