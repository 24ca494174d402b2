#include "tests/support/thread_limit.h"

#include <atomic>
#include <cerrno>
#include <limits>

#ifdef __GLIBC__
#include <dlfcn.h>
#include <pthread.h>
#endif

namespace unroll {
namespace {

constexpr int unlimited = std::numeric_limits<int>::max();

std::atomic<int> left = unlimited;

// One of those that are left, if any is.
[[maybe_unused]] bool takeOne() {
    for (int before = left; before != unlimited;)
        if (before == 0 || left.compare_exchange_weak(before, before - 1))
            return before > 0;
    return true;
}

} // namespace

ThreadLimit::ThreadLimit(int starts) { left = starts; }

ThreadLimit::~ThreadLimit() { left = unlimited; }

bool ThreadLimit::works() {
#ifdef __GLIBC__
    return true;
#else
    return false;
#endif
}

} // namespace unroll

#ifdef __GLIBC__
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                              void* argument) noexcept {
    using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
    static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
    return unroll::takeOne() ? create(thread, attributes, work, argument) : EAGAIN;
}
#endif
