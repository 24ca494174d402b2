// Threads that may fail to start: a system, and a container even more so, allows only so many.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

namespace unroll {

// Threads that call work(0), work(1), ..., at most `count`: as many as the system starts.
std::vector<std::jthread> startThreads(int count, const std::function<void(int)>& work);

// A thread that nothing goes without. Throws std::runtime_error with one sentence when the system does not start it.
std::jthread startThread(std::function<void(std::stop_token)> work);

} // namespace unroll
