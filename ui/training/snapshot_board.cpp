#include "ui/training/snapshot_board.h"

#include <algorithm>
#include <utility>

namespace unroll {

// One that nobody else has. Giving a reference back, as done here once more, orders what others did before they gave
// back theirs; looking at the count alone would not.
std::shared_ptr<Snapshot>& SnapshotBoard::freeBuffer() {
    for (std::shared_ptr<Snapshot>& buffer : buffers_)
        if (buffer && buffer.use_count() == 1) {
            std::shared_ptr<Snapshot>(buffer).reset();
            return buffer;
        }
    const auto unused = std::ranges::find(buffers_, nullptr);
    std::shared_ptr<Snapshot>& buffer = unused != std::end(buffers_) ? *unused : buffers_[0];
    buffer = std::make_shared<Snapshot>();
    return buffer;
}

void SnapshotBoard::publish(const Session& session, const Moment& moment) {
    std::shared_ptr<Snapshot>& buffer = freeBuffer();
    buffer->moment = moment;
    buffer->parameters.resize(session.blueprint()->parameters());
    session.copyParameters(buffer->parameters);
    std::shared_ptr<Snapshot> former = buffer;
    const std::lock_guard lock(mutex_);
    std::swap(latest_, former);
}

std::shared_ptr<const Snapshot> SnapshotBoard::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

void SnapshotBoard::clear() {
    std::shared_ptr<Snapshot> former;
    const std::lock_guard lock(mutex_);
    std::swap(latest_, former);
}

} // namespace unroll
