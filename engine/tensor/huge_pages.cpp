#include "engine/tensor/huge_pages.h"

#ifdef __linux__
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#endif

namespace unroll {

#ifdef __linux__

namespace {

constexpr std::size_t hugePage = std::size_t{2} << 20U;
constexpr std::size_t smallest = 4 * hugePage; // at the block's ends usual pages remain

} // namespace

void wantHugePages(void* block, std::size_t bytes) {
    if (bytes < smallest)
        return;
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const auto begin = (address + hugePage - 1) / hugePage * hugePage;
    const auto end = (address + bytes) / hugePage * hugePage;
    madvise(static_cast<std::byte*>(block) + (begin - address), end - begin, MADV_HUGEPAGE); // a wish, perhaps refused
}

#else

void wantHugePages(void*, std::size_t) {}

#endif

} // namespace unroll
