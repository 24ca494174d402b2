// Snapshots that are written again once nobody looks at them any more.
#pragma once

#include "engine/values/snapshot.h"

#include <memory>
#include <span>

namespace unroll {

// The first of the buffers that nobody else has, ready to be written; nothing where there is none. Others may give
// theirs back meanwhile, but only the caller's thread hands them out.
std::shared_ptr<Snapshot> freeBuffer(std::span<const std::shared_ptr<Snapshot>> buffers);

} // namespace unroll
