// Plans one block for buffers that do not all live at the same time: two of them may lie at the same place when one is
// no longer used once the other begins to be.
#pragma once

#include "engine/tensor/shape.h"

#include <span>
#include <vector>

namespace unroll {

// A buffer, from the first moment of its use to the last, both included. Moments are numbered as the caller likes.
struct BufferLife {
    Index elements = 0;
    Index begin = 0;
    Index end = 0;
};

struct SharedMemoryPlan {
    std::vector<Index> offsets; // of each buffer, in elements, on a cache line (see ArenaPlan)
    Index size = 0;             // of the block
};

// Takes the smallest gap that is large enough, the lowest of equal ones. Buffers that live all the time lie one behind
// the other in their order.
SharedMemoryPlan shareMemory(std::span<const BufferLife> lives);

} // namespace unroll
