// The time that the calling thread has computed.
#pragma once

#include <chrono>
#include <ctime>

namespace unroll {

inline std::chrono::nanoseconds computingTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace unroll
