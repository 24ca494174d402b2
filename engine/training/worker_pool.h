// A few threads that work through numbered tasks together with the caller.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <type_traits>
#include <vector>

namespace unroll {

// A reference to something callable with an int; costs no allocation. It must not outlive what it refers to.
class Task {
public:
    template <typename Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, Task>) Task(const Callable& callable)
        : object_(&callable)
        , call_([](const void* object, int i) { (*static_cast<const Callable*>(object))(i); }) {}

    void operator()(int i) const { call_(object_, i); }

private:
    const void* object_;
    void (*call_)(const void*, int);
};

class WorkerPool {
public:
    // `threads` counts the caller: 1 starts none.
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int threads() const { return static_cast<int>(workers_.size()) + 1; }

    // Calls task(0) ... task(count - 1), on any thread in any order, and returns when all are done. If tasks throw, one
    // of the exceptions is thrown here. Only one run at a time.
    void run(int count, Task task);

    // The heap bytes that tasks asked for on the pool's own threads, since it started.
    std::int64_t allocatedBytes() const { return allocated_.load(std::memory_order_relaxed); }

private:
    void work();
    void takeTasks();

    // The present run. Published by raising round_, finished when every worker has left it.
    const Task* task_ = nullptr;
    int count_ = 0;
    std::exception_ptr failure_;
    std::atomic_flag failed_;
    std::atomic<int> next_ = 0;
    std::atomic<std::uint32_t> round_ = 0;
    std::atomic<int> busy_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<std::int64_t> allocated_ = 0;
    std::vector<std::thread> workers_;
};

} // namespace unroll
