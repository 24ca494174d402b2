// The runs of this window: what was trained, opened and compared since it came up.
//
// One run at most is the present one, which the session trains. It becomes a row with its first batch. What becomes of
// the run before it is decided at that moment: one that a person stopped, or trained for an epoch or some seconds, or
// that was named, noted, pinned, kept, saved or is part of a group, stays a row; and so does what a drag led to, when
// it is through and a person looked at it, or moved another control then. Any other gives its row, number and style to
// the new one and lives on as a ghost, of which the last few are kept, or is forgotten when it has no epoch to show; if
// its training took some seconds all the same, it can be brought back.
//
// Weights are kept for all runs up to `recordLimit` bytes together, deleted ones that may come back included; beyond
// that the oldest runs' are let go, those of deleted ones first, those of pinned runs last and of the present one
// never: at first those of past epochs, then all. A run without weights keeps its curves and figures, but can't be
// saved or go on.
#pragma once

#include "ui/state/run.h"
#include "ui/state/stored_run.h"

#include <QObject>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <utility>

namespace unroll {

class RunList : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostGhosts = 6;
    static constexpr double effort = 2;            // seconds of training that nobody should lose
    static constexpr std::chrono::seconds look{5}; // that a person looked at the end of a run
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    struct Beginning {
        Hyperparameters hyperparameters;
        SessionInfo info;
        bool deliberate = true;
        RunId group = 0;
        QString note{};
    };

    explicit RunList(QObject* parent = nullptr, std::size_t recordLimit = std::size_t{512} << 20U,
                     Clock clock = std::chrono::steady_clock::now)
        : QObject(parent)
        , recordLimit_(recordLimit)
        , clock_(std::move(clock)) {}

    const std::vector<Run>& runs() const { return runs_; }    // by number, then as they began
    const std::deque<Run>& ghosts() const { return ghosts_; } // the latest last
    const std::vector<RunGroup>& groups() const { return groups_; }
    const std::vector<ReferenceRun>& references() const { return references_; }
    const Run* find(RunId id) const; // a row, or nothing
    const RunGroup* findGroup(RunId id) const;
    const ReferenceRun* findReference(RunId id) const;
    const RunLabel* label(RunId id) const; // of any of the three
    std::vector<const Run*> runsOf(RunId group) const;

    const Run* present() const; // also before its first batch
    bool isPresentRow() const { return !waiting_ && find(presentId_) != nullptr; }

    // The session's run, as it goes on. Without a present run nothing happens; a present run that was deleted comes
    // back with its next batch.
    RunId begin(Beginning beginning);
    void goOn(RunId id, const SessionInfo& info, std::int64_t epochs); // a row is the present run, as its record has it
    void restart();    // from the same initial weights: its curves begin anew
    void endPresent(); // there is none until the next begin()
    void add(std::span<const BatchMetrics> batches);
    void add(std::span<const EpochMetrics> epochs);
    void setStatus(RunStatus status, RunRest rest = RunRest::CutOff);
    void setDeliberate();
    void setChanges(std::vector<HyperparameterChange> changes); // all of the present run so far
    void diverge(const Divergence& divergence);
    void keep(std::shared_ptr<const RunRecord> record);

    // A group, to be filled by begin(). Empty ones vanish with endGroup().
    RunId beginGroup(const Hyperparameters& hyperparameters, std::int64_t seeds);
    void endGroup(RunId id);

    RunId insert(std::shared_ptr<const RunRecord> record, const QString& folder); // a run that was opened
    // Runs of an earlier start, in their order and, where nobody has it meanwhile, with their numbers and looks.
    std::vector<RunId> restore(const std::vector<StoredRun>& runs);
    void setReferences(const std::vector<ReferenceCurve>& curves);

    // What a person does to a row, a run's, a group's or a reference's.
    void rename(RunId id, const QString& name);
    void setNote(RunId id, const QString& note);
    void setShown(RunId id, bool shown);
    void setPinned(RunId id, bool pinned);

    // The record of a run, with the label that it bears, lies in the folder now.
    void noteSaved(RunId id, const QString& folder, const RunRecord& record);

    // Takes runs, and groups with their runs, away. What is pinned stays, and so do references; returns what went.
    std::vector<RunId> remove(const std::vector<RunId>& ids);

    // What went by one remove(), or gave way to another run, can come back until it is forgotten. The present run comes
    // back by itself with its next batch.
    using RemovalId = std::int64_t;
    RemovalId latestRemoval() const { return removed_.empty() ? 0 : removed_.rbegin()->first; } // 0: there is none
    bool holds(RemovalId removal) const { return removed_.contains(removal); }
    void bringBack(RemovalId removal);
    void forget(RemovalId removal);

    // A run that a drag began and that the next one takes the place of, unless a person keeps it.
    bool isDraft(RunId id) const;
    void keepDraft(RunId id);

    void forgetGhosts();

signals:
    void presentChanged();   // another run is, or it became a row, or goes on
    void structureChanged(); // rows came, went or moved
    void changed(qint64 id); // a row's figures or label
    void traceGrew();        // of the present run
    void ghostsChanged();
    void gaveWay(qint64 removal); // a run that took a person some seconds, see bringBack()

private:
    struct Removed {
        std::vector<Run> runs; // without a number: its row was given to another
        std::vector<RunGroup> groups;
        bool forgotten = false; // but for the present run, should it go on
    };

    bool isRemovable(RunId id) const;
    void take(RunId id, Removed& removed);
    RemovalId keepRemoved(Removed removed);
    bool hasPresent(const Removed& removed) const;
    void insertAgain(Removed removed);
    Run* row(RunId id);
    RunLabel* editable(RunId id);
    Run* awakePresent();
    void settleFormer(Run& successor);
    bool wasLookedAt(const Run& draft, const Run& successor) const;
    void giveWay(Run former);
    bool stays(const Run& run) const;
    void place(Run run);
    RunLabel freshLabel();
    RunLabel restoredLabel(const StoredRow& row);
    RunGroup& restoredGroup(const StoredRun& stored);
    int freeSlot() const;
    void boundRecords();
    template <typename Change>
    void edit(RunId id, Change change);

    std::size_t recordLimit_;
    Clock clock_;
    std::vector<Run> runs_;
    std::deque<Run> ghosts_;
    std::vector<RunGroup> groups_;
    std::vector<ReferenceRun> references_;
    std::map<RemovalId, Removed> removed_; // the latest last
    RemovalId lastRemoval_ = 0;
    std::optional<Run> waiting_; // the present run before its first batch
    RunId presentId_ = 0;
    RunId formerId_ = 0; // was the present one when the waiting run began
    RunId lastId_ = 0;
    std::int64_t lastNumber_ = 0;
};

} // namespace unroll
