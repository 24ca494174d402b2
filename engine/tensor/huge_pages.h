// Huge pages for large blocks of memory.
#pragma once

#include <cstddef>

namespace unroll {

// Asks the system to back a block by huge pages, before it is first written: hundreds of times fewer pages are then
// filled, looked up while a network trains, and given back in the end, which for gigabytes would take longer than a
// person waits. Nothing happens to a small block, or where the system knows no huge pages.
void wantHugePages(void* block, std::size_t bytes);

} // namespace unroll
