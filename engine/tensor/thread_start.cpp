#include "engine/tensor/thread_start.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace unroll {

std::vector<std::jthread> startThreads(int count, const std::function<void(int)>& work) {
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(std::max(count, 0)));
    try {
        for (int i = 0; i < count; ++i)
            threads.emplace_back(work, i);
    } catch (const std::system_error&) {
        // Those that did start do.
    }
    return threads;
}

std::jthread startThread(std::function<void(std::stop_token)> work) {
    try {
        return std::jthread(std::move(work));
    } catch (const std::system_error&) {
        throw std::runtime_error("The system starts no further thread: close other programs, or raise its limit on "
                                 "processes (ulimit -u, or the container's).");
    }
}

} // namespace unroll
