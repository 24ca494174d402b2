// A run of this window, as a value: what it was set to, what came of it, and what a person made of it.
#pragma once

#include "engine/session/session.h"
#include "ui/state/reference_curves.h"
#include "ui/state/run_trace.h"

#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

using RunId = std::int64_t; // of a run, a group or a reference; counted from 1 and never used again in a window

// What a row of the table is called and how it is drawn.
struct RunLabel {
    std::int64_t number = 0; // counted from 1; the seeds of a group share their group's
    QString name;            // empty as long as nobody gave one
    QString note;
    int slot = 0; // of colours and dashes, see runStyle()
    bool shown = true;
    bool pinned = false;
};

// How far a training has come.
struct RunPosition {
    std::int64_t step = 0;   // batches trained
    std::int64_t epochs = 0; // evaluated

    auto operator<=>(const RunPosition&) const = default;
};

// How a run came to rest before its end.
enum class RunRest {
    Paused,
    Stopped, // by a person
    CutOff   // another one began
};

// What the folder of a run holds.
struct SavedState {
    RunPosition position;
    RecordLabel label;
};

struct Run {
    RunId id = 0;
    RunId group = 0; // 0: on its own
    RunLabel label;
    Hyperparameters hyperparameters; // as they were when it began
    SessionInfo info;
    RunStatus status = RunStatus::Running; // Interrupted: at rest, and it can go on
    RunRest rest = RunRest::CutOff;        // where it is Interrupted
    bool deliberate = true;                // began by a press of Train, not by a drag
    bool kept = false;                     // a draft that stays
    std::vector<std::string> changedKeys;  // of the table: what it differs in from the run before it
    std::chrono::steady_clock::time_point ended{};
    RunPosition position;
    std::vector<EpochMetrics> epochs;
    RunTrace trace;
    std::vector<HyperparameterChange> changes; // while it trained
    std::optional<Divergence> divergence;
    QString folder; // where it was saved to or opened from; empty when nowhere
    std::optional<SavedState> saved;
    std::shared_ptr<const RunRecord> record; // as it was when it last rested: what is saved, and where it goes on
};

// Runs of one setting with one seed after the other.
struct RunGroup {
    RunId id = 0;
    RunLabel label;
    Hyperparameters hyperparameters; // of its first run
    std::int64_t seeds = 0;          // that were asked for
};

// Somebody else's run, to compare with.
struct ReferenceRun {
    RunId id = 0;
    RunLabel label; // the number is 0
    ReferenceCurve curve;
};

// The columns of numbers; nothing where there is none yet, or it was not measured.
struct RunFigures {
    std::optional<double> accuracy; // on the test images, 0...1
    std::optional<double> loss;
    std::optional<double> seconds;        // of training
    std::optional<double> allocatedBytes; // while training
    std::optional<double> gradientNorm;   // mean over the last epoch
};

RunFigures figuresOf(const Run& run);
RunFigures figuresOf(const ReferenceRun& reference);

// Of training, as far as it is trained, a part of an epoch included.
double secondsOf(const Run& run);

// How far the training of a record had come.
RunPosition positionOf(const RunRecord& record);

// A record's setting before anything was changed while it trained.
Hyperparameters settingAtStart(const RunRecord& record);

// Why a run can't be saved, or go on, in one sentence; empty when it can.
QString obstacleToSave(const Run& run);
QString obstacleToGoOn(const Run& run);

// How many epochs a run has when it has gone on: one that was stopped goes on to its end, one at its end for as many
// epochs again.
std::int64_t epochsAfterGoingOn(const Run& run);

// How the memory that a record takes counts.
std::size_t bytesOf(const RunRecord& record);

} // namespace unroll
