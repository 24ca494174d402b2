// Stands in for the C library's allocating functions: each counts what was asked for and hands the call on. The heap
// stays the C library's own, so free() needs no stand-in.

#include <cerrno>
#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__

namespace {

// Zero before any code of the thread runs and at a fixed offset from the thread pointer, so that reading it never
// allocates: a malloc inside malloc would not end.
[[gnu::tls_model("initial-exec")]] constinit thread_local std::int64_t bytesOnThisThread = 0;

void* counted(void* block, std::size_t bytes) noexcept {
    if (block)
        bytesOnThisThread += static_cast<std::int64_t>(bytes);
    return block;
}

bool isPowerOfTwo(std::size_t number) noexcept { return number != 0 && (number & (number - 1)) == 0; }

} // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the C library's own
void* __libc_malloc(std::size_t bytes) noexcept;
void* __libc_calloc(std::size_t count, std::size_t bytes) noexcept;
void* __libc_realloc(void* block, std::size_t bytes) noexcept;
void* __libc_memalign(std::size_t alignment, std::size_t bytes) noexcept;
// NOLINTEND(bugprone-reserved-identifier)

std::int64_t unrollInterposedBytesOnThisThread() noexcept { return bytesOnThisThread; }

void* malloc(std::size_t bytes) noexcept { return counted(__libc_malloc(bytes), bytes); }

void* calloc(std::size_t count, std::size_t bytes) noexcept {
    return counted(__libc_calloc(count, bytes), count * bytes);
}

void* realloc(void* block, std::size_t bytes) noexcept { return counted(__libc_realloc(block, bytes), bytes); }

void* memalign(std::size_t alignment, std::size_t bytes) noexcept {
    return counted(__libc_memalign(alignment, bytes), bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
    return counted(__libc_memalign(alignment, bytes), bytes);
}

int posix_memalign(void** block, std::size_t alignment, std::size_t bytes) noexcept {
    if (!isPowerOfTwo(alignment) || alignment % sizeof(void*) != 0)
        return EINVAL;
    const int errorBefore = errno;
    void* const aligned = counted(__libc_memalign(alignment, bytes), bytes);
    errno = errorBefore; // posix_memalign reports by its result alone
    if (!aligned)
        return ENOMEM;
    *block = aligned;
    return 0;
}

} // extern "C"

#endif
