// What it takes to look into a session's network from another thread, on snapshots of its weights.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"
#include "engine/values/findings.h"

#include <atomic>
#include <functional>
#include <memory>
#include <span>

namespace unroll {

// A study under way. Belongs to one thread at a time, and needs nothing of what began it.
class SnapshotStudy {
public:
    virtual ~SnapshotStudy() = default;

    // Goes on for a while, some ten milliseconds where the network is not a huge one. False once `abandoned` becomes
    // true, within one operation of the network: the study is then of no use any more.
    virtual bool advance(const std::atomic<bool>& abandoned) = 0;
    virtual bool done() const = 0;

    // Once it is done, and before as far as half an answer is one; a null pointer otherwise.
    virtual std::shared_ptr<const StudyResult> result() const = 0;
};

// Looks into networks of one description. Belongs to one thread at a time.
class SnapshotInspector {
public:
    virtual ~SnapshotInspector() = default;

    // Nothing once `abandoned` becomes true, within one operation of the network; the next look is none the worse for
    // it. Throws std::out_of_range for an image that is not in the data and for a class that is none, and
    // std::invalid_argument for a bitmap or a snapshot of another size.
    virtual std::optional<Findings> look(const Snapshot& snapshot, const Query& query,
                                         const std::atomic<bool>& abandoned) = 0;

    // Begins a study of the data's test images. Throws std::invalid_argument with one sentence when it can't be
    // answered: of a snapshot of another size, or where there are too few images.
    virtual std::unique_ptr<SnapshotStudy> study(std::shared_ptr<const Snapshot> snapshot, const StudyWish& wish) = 0;
};

// Does not change with the training. May be asked from any thread, while the session trains and when it is gone.
class Blueprint {
public:
    virtual ~Blueprint() = default;

    // Of the network, in its block.
    virtual std::size_t parameters() const = 0;

    // Such a block of the weights that a record keeps. Throws std::invalid_argument naming the tensor that does not
    // fit.
    virtual std::vector<float> parametersOf(std::span<const NamedTensor> weights) const = 0;

    // The reverse. Throws std::invalid_argument for a block of another size.
    virtual std::vector<NamedTensor> weightsOf(std::span<const float> parameters) const = 0;

    // Takes memory for what it is asked when it is asked for it first.
    virtual std::unique_ptr<SnapshotInspector> inspector() const = 0;
};

// Makes a blueprint of a network that no session has, of its setting: loads the data, and throws as a session's factory
// does.
using BlueprintFactory = std::function<std::shared_ptr<const Blueprint>(const Hyperparameters&)>;

} // namespace unroll
