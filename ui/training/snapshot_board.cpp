#include "ui/training/snapshot_board.h"

#include "engine/session/snapshot_buffers.h"

#include <algorithm>
#include <utility>

namespace unroll {

void SnapshotBoard::publish(const Session& session, const Moment& moment) {
    std::shared_ptr<Snapshot> buffer = freeBuffer(buffers_);
    if (!buffer) {
        const auto unused = std::ranges::find(buffers_, nullptr);
        buffer = std::make_shared<Snapshot>();
        (unused != std::end(buffers_) ? *unused : buffers_[0]) = buffer;
    }
    buffer->moment = moment;
    buffer->parameters.resize(session.blueprint()->parameters());
    session.copyParameters(buffer->parameters);
    const std::lock_guard lock(mutex_);
    std::swap(latest_, buffer);
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
