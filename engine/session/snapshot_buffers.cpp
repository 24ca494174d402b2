#include "engine/session/snapshot_buffers.h"

namespace unroll {

// Giving a reference back, as done here once more, orders what others did before they gave back theirs; looking at the
// count alone would not.
std::shared_ptr<Snapshot> freeBuffer(std::span<const std::shared_ptr<Snapshot>> buffers) {
    for (const std::shared_ptr<Snapshot>& buffer : buffers)
        if (buffer && buffer.use_count() == 1) {
            std::shared_ptr<Snapshot>(buffer).reset();
            return buffer;
        }
    return nullptr;
}

} // namespace unroll
