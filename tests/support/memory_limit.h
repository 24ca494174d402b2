// A limit on the memory of this program, as "ulimit -v" sets one: what goes beyond it fails with std::bad_alloc.
#pragma once

#include <cstdint>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace unroll {

class MemoryLimit {
public:
    // From now on so many bytes more than the program has mapped; until it goes out of scope.
    explicit MemoryLimit(std::uint64_t more) {
        getrlimit(RLIMIT_AS, &before_);
        std::uint64_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        rlimit limit = before_;
        limit.rlim_cur = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) + more;
        setrlimit(RLIMIT_AS, &limit);
    }
    ~MemoryLimit() { setrlimit(RLIMIT_AS, &before_); }
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;

    // Not with a sanitizer that maps terabytes to begin with.
    static constexpr bool works() {
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        return true;
#else
        return false;
#endif
    }

private:
    rlimit before_{};
};

} // namespace unroll
