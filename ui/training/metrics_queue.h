// Where the worker leaves what happened and the window takes it from, each when it likes.
//
// The news are cut wherever a run, or its state, begins. Between two cuts they are merged: batches and epochs are
// strung together. The queue cannot grow without bound while the
// window is busy: cuts are few, since they come from commands, epochs are as many as the run has, and batches beyond
// `capacity` are thinned out, see EvenThinning: images, seconds and bytes of those that went are added to the next one
// that stays, so that their sums remain right. At 10,000 batches a second and 30 drains a second 334 wait, so that
// thinning is for a window that did not answer for seconds.
#pragma once

#include "engine/session/session.h"
#include "ui/state/keep_extremes.h"
#include "ui/state/session_state.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

// What a run was set up with.
struct RunSetup {
    Hyperparameters hyperparameters;
    SessionInfo info;
    std::vector<EpochMetrics> epochs{}; // that it had finished before, when it goes on
    std::vector<HyperparameterChange> changes{};
    std::shared_ptr<const DataView> data{}; // or nothing to look at
    std::shared_ptr<const Blueprint> blueprint{};
};

// What happened in a run from one cut to the next.
struct RunNews {
    std::uint64_t run = 0;
    std::optional<RunSetup> setup; // begins here
    bool rewound = false;
    std::optional<SessionState> state; // entered here
    std::vector<BatchMetrics> batches;
    EvenThinning thinning{}; // of the batches
    std::vector<EpochMetrics> epochs;
    std::optional<Divergence> divergence;
    std::vector<Failure> failures;
    std::optional<std::vector<HyperparameterChange>> changes; // all of the run so far
    std::optional<Hyperparameters> holding;                   // after a change, which may have been refused
    std::shared_ptr<const RunRecord> record;
};

class MetricsQueue {
public:
    explicit MetricsQueue(std::size_t capacity = 8192) // batches between two cuts, at least 256
        : capacity_(capacity) {}

    // What the worker tells. True when the queue was empty: the window should be told that there is something.
    bool push(std::uint64_t run, RunSetup setup);
    bool push(std::uint64_t run, SessionState state);
    bool push(std::uint64_t run, const BatchMetrics& batch);
    bool push(std::uint64_t run, const EpochMetrics& epoch);
    bool push(std::uint64_t run, const Divergence& divergence);
    bool push(std::uint64_t run,
              std::shared_ptr<const RunRecord> record); // an answer; of several between two cuts the latest
    bool push(std::uint64_t run, std::vector<HyperparameterChange> changes); // all so far
    bool push(std::uint64_t run, const Hyperparameters& holding);
    bool pushRewound(std::uint64_t run);
    bool push(std::uint64_t run, Failure failure);

    // Whether a record of the run waits.
    bool holdsRecord(std::uint64_t run);

    // Everything since the last call, oldest first.
    std::vector<RunNews> take();

private:
    template <typename Fill>
    bool add(std::uint64_t run, bool cut, Fill fill);

    const std::size_t capacity_;
    std::mutex mutex_;
    std::vector<RunNews> news_;
};

} // namespace unroll
