// What it takes to look into a session's network from another thread, on snapshots of its weights.
#pragma once

#include "engine/values/findings.h"

#include <atomic>
#include <memory>

namespace unroll {

// Looks into networks of one description. Belongs to one thread at a time.
class SnapshotInspector {
public:
    virtual ~SnapshotInspector() = default;

    // Nothing once `abandoned` becomes true, within one operation of the network; the next look is none the worse for
    // it. Throws std::out_of_range for an image that is not in the data and for a class that is none, and
    // std::invalid_argument for a bitmap or a snapshot of another size.
    virtual std::optional<Findings> look(const Snapshot& snapshot, const Query& query,
                                         const std::atomic<bool>& abandoned) = 0;
};

// Does not change with the training. May be asked from any thread, while the session trains and when it is gone.
class Blueprint {
public:
    virtual ~Blueprint() = default;

    // Of the network, in its block.
    virtual std::size_t parameters() const = 0;

    // Takes memory for what it is asked when it is asked for it first.
    virtual std::unique_ptr<SnapshotInspector> inspector() const = 0;
};

} // namespace unroll
