// Counts the heap bytes a thread asks for, so that "training allocates nothing" is measured and not claimed.
//
// Counting is done by allocation_interposer.cpp, which takes the place of malloc and its relatives in an executable
// that links unroll_allocation_counter. The library alone counts nothing, and neither does a program built with a
// sanitizer (which needs malloc for itself) or on a C library other than glibc.
#pragma once

#include <cstdint>

namespace unroll {

// Whether this program counts allocations at all.
bool countsAllocations();

// The heap bytes the calling thread has asked for since it started: every successful malloc, calloc, realloc (its new
// size), and aligned allocation, operator new among them. Freed bytes are not taken off, so the difference between two
// calls is what was asked for between them. Always 0 when allocations are not counted.
std::int64_t allocatedBytesOnThisThread();

} // namespace unroll
