// Where the training thread leaves copies of the weights for the thread that looks into the network.
//
// Four buffers are enough: one is written, one is the latest, one is being looked at, and one more by a look that takes
// long. Where somebody keeps more of
// them, as an archive does, those are his and others are taken in their place.
#pragma once

#include "engine/session/session.h"

#include <memory>
#include <mutex>

namespace unroll {

class SnapshotBoard {
public:
    // By the training thread, between two steps. Allocates nothing while the network's size stays and no more than two
    // earlier snapshots beside the latest are held by others.
    void publish(const Session& session, const Moment& moment);

    // Nothing before the first, and after clear(). Unchanged as long as somebody has it.
    std::shared_ptr<const Snapshot> latest() const;

    void clear();

private:
    mutable std::mutex mutex_;
    std::shared_ptr<Snapshot> latest_;
    std::shared_ptr<Snapshot> buffers_[4]; // written by the training thread alone; the latest is one of them
};

} // namespace unroll
