#include "ui/models/run_list.h"

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
    Run run;
    run.id = presentId_ = ++lastId_;
    run.group = beginning.group;
    run.hyperparameters = std::move(beginning.hyperparameters);
    run.info = std::move(beginning.info);
    run.deliberate = beginning.deliberate;
    waiting_ = std::move(run);
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
    if (run->trace.isEmpty() && !run->epochs.empty()) {
        const EpochMetrics& last = run->epochs.back();
        run->trace.goOnFrom(last.seconds, static_cast<double>(last.epoch * info.trainImages));
    }
    emit changed(id);
}

void RunList::restart() {
    Run* run = waiting_ ? nullptr : row(presentId_);
    if (!run)
        return;
    run->epochs.clear();
    run->trace.clear();
    run->marks.clear();
    run->divergence.reset();
    run->record.reset();
    emit changed(run->id);
}

void RunList::endPresent() {
    waiting_.reset();
    presentId_ = formerId_ = 0;
}

// Brings the present run into the table.
Run* RunList::awakePresent() {
    if (waiting_) {
        Run run = *std::exchange(waiting_, std::nullopt);
        settleFormer(run);
        place(std::move(run));
        emit structureChanged();
    }
    while (!row(presentId_) && std::ranges::any_of(removed_, [this](const Removed& removed) {
        return findIn(removed.runs, presentId_) != nullptr;
    }))
        undoRemove();
    return row(presentId_);
}

bool RunList::stays(const Run& run) const {
    const bool wanted = run.label.pinned || !run.label.name.isEmpty() || !run.label.note.isEmpty();
    return wanted || run.group != 0 || !run.folder.isEmpty() || (run.deliberate && !run.epochs.empty());
}

void RunList::settleFormer(Run& successor) {
    Run* former = row(std::exchange(formerId_, 0));
    if (const RunGroup* group = findGroup(successor.group)) {
        successor.label = group->label;
        successor.label.shown = false; // the group is drawn as one
    } else if (!former || stays(*former)) {
        successor.label = freshLabel();
    } else {
        successor.label = former->label;
    }
    if (!former || stays(*former))
        return;
    Run ghost = std::move(*former);
    runs_.erase(runs_.begin() + (former - runs_.data()));
    if (ghost.epochs.empty())
        return;
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
    emit traceGrew();
}

void RunList::add(std::span<const EpochMetrics> epochs) {
    Run* run = epochs.empty() ? nullptr : awakePresent();
    if (!run)
        return;
    run->epochs.insert(run->epochs.end(), epochs.begin(), epochs.end());
    emit changed(run->id);
}

void RunList::setStatus(RunStatus status) {
    Run* run = waiting_ ? &*waiting_ : row(presentId_);
    if (!run || run->status == status)
        return;
    run->status = status;
    emit changed(run->id);
}

void RunList::setDeliberate() {
    if (Run* run = waiting_ ? &*waiting_ : row(presentId_))
        run->deliberate = true;
}

void RunList::setMarks(std::vector<RunMark> marks) {
    Run* run = waiting_ ? &*waiting_ : row(presentId_);
    if (!run)
        return;
    run->marks = std::move(marks);
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

void RunList::keep(const RunRecord& record) {
    Run* run = waiting_ ? nullptr : row(presentId_);
    if (!run)
        return;
    run->record = std::make_shared<const RunRecord>(record);
    boundRecords();
    emit changed(run->id);
}

void RunList::boundRecords() {
    std::size_t bytes = 0;
    std::vector<Run*> keepers;
    for (Run& run : runs_)
        if (run.record) {
            bytes += bytesOf(*run.record);
            keepers.push_back(&run);
        }
    const auto rank = [this](const Run* run) { return std::tuple(run->id == presentId_, run->label.pinned, run->id); };
    std::ranges::sort(keepers, {}, rank);
    for (Run* run : keepers) {
        if (bytes <= recordLimit_ || run->id == presentId_)
            return;
        bytes -= bytesOf(*run->record);
        run->record.reset();
        emit changed(run->id);
    }
}

} // namespace unroll
