#include "engine/training/allocation_counter.h"

// Defined by allocation_interposer.cpp in the programs that link it, and null in all others.
extern "C" __attribute__((weak)) std::int64_t unrollInterposedBytesOnThisThread() noexcept;

namespace unroll {

bool countsAllocations() { return unrollInterposedBytesOnThisThread != nullptr; }

std::int64_t allocatedBytesOnThisThread() { return countsAllocations() ? unrollInterposedBytesOnThisThread() : 0; }

} // namespace unroll
