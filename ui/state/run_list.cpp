#include "ui/state/run_list.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace unroll {
namespace {

template <typename Items>
auto* findIn(Items& items, RunId id) {
    const auto found = std::ranges::find_if(items, [id](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

// Back to where the record was taken, from which the run goes on; what was trained beyond it is lost. An opened run has
// no trace: its next batch stands where the record ends.
void returnTo(const RunRecord& record, Run& run) {
    run.epochs = record.epochs;
    run.position = positionOf(record);
    if (!record.checkpoint)
        return;
    const TrainingProgress& progress = record.checkpoint->progress;
    const double epoch =
        static_cast<double>(progress.epoch - 1) +
        static_cast<double>(progress.batch) / static_cast<double>(std::max<std::int64_t>(run.info.batchesPerEpoch, 1));
    if (run.trace.isEmpty())
        run.trace.goOnFrom(
            {.epoch = epoch,
             .seconds = progress.seconds + progress.sums.seconds,
             .images = static_cast<double>((progress.epoch - 1) * run.info.trainImages + progress.sums.images)});
    else
        run.trace.cutAfter(epoch + 1e-9);
}

std::shared_ptr<const RunRecord> withoutPast(RunRecord record) {
    record.past.clear();
    return std::make_shared<const RunRecord>(std::move(record));
}

} // namespace

const Run* RunList::find(RunId id) const { return findIn(runs_, id); }

const RunGroup* RunList::findGroup(RunId id) const { return findIn(groups_, id); }

const ReferenceRun* RunList::findReference(RunId id) const { return findIn(references_, id); }

const RunLabel* RunList::label(RunId id) const {
    if (const Run* run = find(id))
        return &run->label;
    if (const RunGroup* group = findGroup(id))
        return &group->label;
    const ReferenceRun* reference = findReference(id);
    return reference ? &reference->label : nullptr;
}

std::vector<const Run*> RunList::runsOf(RunId group) const {
    std::vector<const Run*> runs;
    for (const Run& run : runs_)
        if (group != 0 && run.group == group)
            runs.push_back(&run);
    return runs;
}

const Run* RunList::present() const { return waiting_ ? &*waiting_ : find(presentId_); }

Run* RunList::row(RunId id) { return findIn(runs_, id); }

RunId RunList::begin(Beginning beginning) {
    if (!waiting_)
        formerId_ = presentId_;
    if (!waiting_ && present() && present()->status == RunStatus::Running)
        setStatus(RunStatus::Interrupted);
    Run run;
    run.id = presentId_ = ++lastId_;
    run.group = beginning.group;
    run.hyperparameters = std::move(beginning.hyperparameters);
    run.info = std::move(beginning.info);
    run.deliberate = beginning.deliberate;
    run.label.note = std::move(beginning.note);
    if (const Run* former = row(formerId_))
        for (const HyperparameterRow* changed : differences(former->hyperparameters, run.hyperparameters))
            run.changedKeys.emplace_back(changed->key);
    waiting_ = std::move(run);
    std::erase_if(removed_, [](const auto& removed) { return removed.second.forgotten; });
    emit presentChanged();
    return presentId_;
}

void RunList::goOn(RunId id, const SessionInfo& info, std::int64_t epochs) {
    Run* run = row(id);
    if (!run)
        return;
    waiting_.reset();
    presentId_ = id;
    formerId_ = 0;
    run->info = info;
    run->hyperparameters.epochs = epochs;
    run->deliberate = true;
    if (run->record)
        returnTo(*run->record, *run);
    emit changed(id);
    emit presentChanged();
}

void RunList::restart() {
    Run* run = waiting_ ? nullptr : row(presentId_);
    if (!run)
        return;
    run->epochs.clear();
    run->trace.clear();
    run->changes.clear();
    run->divergence.reset();
    run->record.reset();
    run->position = {};
    run->saved.reset();
    run->status = RunStatus::Interrupted; // until it trains
    emit changed(run->id);
}

void RunList::endPresent() {
    waiting_.reset();
    presentId_ = formerId_ = 0;
    emit presentChanged();
}

// Brings the present run into the table.
Run* RunList::awakePresent() {
    if (waiting_) {
        Run run = *std::exchange(waiting_, std::nullopt);
        settleFormer(run);
        place(std::move(run));
        emit structureChanged();
        emit presentChanged();
    }
    const auto deleted =
        std::ranges::find_if(removed_, [this](const auto& removed) { return hasPresent(removed.second); });
    if (!row(presentId_) && deleted != removed_.end())
        bringBack(deleted->first);
    return row(presentId_);
}

bool RunList::stays(const Run& run) const {
    const bool wanted = run.label.pinned || !run.label.name.isEmpty() || !run.label.note.isEmpty();
    const bool stopped = run.status == RunStatus::Interrupted && run.rest == RunRest::Stopped;
    const bool trained = !run.epochs.empty() || secondsOf(run) >= effort;
    return wanted || run.kept || run.group != 0 || !run.folder.isEmpty() || (run.deliberate && trained) ||
           (stopped && run.position.step > 0);
}

bool RunList::isDraft(RunId id) const {
    const Run* run = find(id);
    return run && !run->deliberate && !stays(*run);
}

void RunList::keepDraft(RunId id) {
    Run* run = row(id);
    if (!run || run->kept)
        return;
    run->kept = true;
    emit changed(id);
}

// A hand that goes through the values of a control replaces what it led to; one that rests, or goes to another control,
// has found something.
bool RunList::wasLookedAt(const Run& draft, const Run& successor) const {
    if (draft.deliberate || draft.status != RunStatus::Done)
        return false;
    const auto changes = [&](const std::string& key) {
        return std::ranges::find(successor.changedKeys, key) != successor.changedKeys.end();
    };
    const bool another = !draft.changedKeys.empty() && std::ranges::none_of(draft.changedKeys, changes);
    return another || clock_() - draft.ended >= look;
}

void RunList::settleFormer(Run& successor) {
    const QString note = successor.label.note;
    Run* former = row(std::exchange(formerId_, 0));
    if (former && wasLookedAt(*former, successor))
        former->kept = true;
    if (const RunGroup* group = findGroup(successor.group)) {
        successor.label.number = group->label.number;
        successor.label.slot = group->label.slot;
        successor.label.shown = false; // the group is drawn as one
    } else if (!former || stays(*former)) {
        successor.label = freshLabel();
    } else {
        successor.label = former->label;
    }
    if (!note.isEmpty())
        successor.label.note = note;
    if (!former || stays(*former))
        return;
    Run gone = std::move(*former);
    runs_.erase(runs_.begin() + (former - runs_.data()));
    giveWay(std::move(gone));
}

void RunList::giveWay(Run former) {
    if (secondsOf(former) >= effort) {
        Removed removed;
        removed.runs.push_back(former);
        removed.runs.back().label = {};
        emit gaveWay(keepRemoved(std::move(removed)));
    }
    if (former.epochs.empty())
        return;
    Run ghost = std::move(former);
    ghost.record.reset();
    ghosts_.push_back(std::move(ghost));
    if (ghosts_.size() > mostGhosts)
        ghosts_.pop_front();
    emit ghostsChanged();
}

void RunList::place(Run run) {
    const auto after =
        std::ranges::upper_bound(runs_, run.label.number, {}, [](const Run& other) { return other.label.number; });
    runs_.insert(after, std::move(run));
}

RunLabel RunList::freshLabel() {
    RunLabel label;
    label.slot = freeSlot();
    label.number = ++lastNumber_;
    return label;
}

int RunList::freeSlot() const {
    const auto taken = [this](int slot) {
        const auto has = [slot](const auto& item) { return item.label.slot == slot; };
        return std::ranges::any_of(runs_, has) || std::ranges::any_of(groups_, has);
    };
    int slot = 0;
    while (taken(slot))
        ++slot;
    return slot;
}

void RunList::add(std::span<const BatchMetrics> batches) {
    Run* run = batches.empty() ? nullptr : awakePresent();
    if (!run)
        return;
    run->trace.add(batches, run->info.batchesPerEpoch);
    run->position.step = std::max(run->position.step, batches.back().step);
    emit traceGrew();
}

void RunList::add(std::span<const EpochMetrics> epochs) {
    Run* run = epochs.empty() ? nullptr : awakePresent();
    if (!run)
        return;
    run->epochs.insert(run->epochs.end(), epochs.begin(), epochs.end());
    run->position = {std::max(run->position.step, epochs.back().step), std::ssize(run->epochs)};
    emit changed(run->id);
}

void RunList::setStatus(RunStatus status, RunRest rest) {
    Run* run = waiting_ ? &*waiting_ : row(presentId_);
    if (!run || (run->status == status && run->rest == rest))
        return;
    run->status = status;
    run->rest = rest;
    run->ended = clock_();
    emit changed(run->id);
}

void RunList::setDeliberate() {
    if (Run* run = waiting_ ? &*waiting_ : row(presentId_))
        run->deliberate = true;
}

void RunList::setChanges(std::vector<HyperparameterChange> changes) {
    Run* run = waiting_ ? &*waiting_ : row(presentId_);
    if (!run || run->changes == changes)
        return;
    run->changes = std::move(changes);
    emit changed(run->id);
}

void RunList::diverge(const Divergence& divergence) {
    Run* run = awakePresent();
    if (!run)
        return;
    run->divergence = divergence;
    run->status = RunStatus::Diverged;
    emit changed(run->id);
}

void RunList::keep(std::shared_ptr<const RunRecord> record) {
    Run* run = waiting_ ? nullptr : row(presentId_);
    if (!run)
        return;
    run->record = std::move(record);
    boundRecords();
    emit changed(run->id);
}

// The weights of past epochs go first.
void RunList::boundRecords() {
    std::size_t bytes = 0;
    std::vector<Run*> keepers;
    const auto count = [&](Run& run) {
        if (run.record) {
            bytes += bytesOf(*run.record);
            keepers.push_back(&run);
        }
    };
    for (auto& [id, removed] : removed_)
        std::ranges::for_each(removed.runs, count);
    std::ranges::for_each(runs_, count);
    const auto rank = [this](const Run* run) {
        return std::tuple(run->id == presentId_, find(run->id) != nullptr, run->label.pinned, run->id);
    };
    std::ranges::sort(keepers, {}, rank);
    const auto letGo = [&](bool all) {
        for (Run* run : keepers) {
            if (bytes <= recordLimit_ || run->id == presentId_)
                return;
            if (!all && run->record->past.empty())
                continue;
            bytes -= bytesOf(*run->record);
            run->record = all ? nullptr : withoutPast(*run->record);
            bytes += all ? 0 : bytesOf(*run->record);
            emit changed(run->id);
        }
    };
    letGo(false);
    letGo(true);
}

} // namespace unroll
