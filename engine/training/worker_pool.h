// A few threads that work through numbered tasks together with the caller.
//
// Batches follow each other within microseconds, less than it takes to wake a thread: who waits spins for a moment
// before going to sleep, where every thread can have a processor of its own.
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
    // `threads` counts the caller: 1 starts none. Goes on with fewer where the system starts no more.
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int threads() const { return threads_; }

    // Calls task(0) ... task(count - 1) and returns when all are done. Task i is done by thread i modulo threads(),
    // whose cache may still hold what it worked on the last time, unless another thread has nothing left to do. If
    // tasks throw, one of the exceptions is thrown here. Only one run at a time.
    void run(int count, Task task);

    // The heap bytes that tasks asked for on the pool's own threads, since it started.
    std::int64_t allocatedBytes() const { return allocated_.load(std::memory_order_relaxed); }

private:
    // The tasks of a thread that nobody has begun, in the lower half, and the run they belong to, in the upper; on a
    // cache line of its own. Who counts it down has taken one. Tasks are left only while their run waits for them.
    struct alignas(64) Queue {
        std::atomic<std::uint64_t> left = 0;
    };

    void work(int thread);
    void takeTasks(int thread, std::uint32_t round);
    void perform(int task);
    template <typename Value>
    void waitWhile(const std::atomic<Value>& variable, Value value) const;

    int threads_;
    const int spins_; // looks at a variable before sleeping

    // The present run. It is over when its tasks are done, whether or not every worker has come to take one: who has
    // lost its processor to another program holds up nobody.
    const Task* task_ = nullptr;
    std::exception_ptr failure_;
    std::atomic_flag failed_;
    std::vector<Queue> queues_; // of each thread, the caller's first
    // Each on a cache line of its own: who looks at one while it waits does not hold up who writes the others.
    alignas(64) std::atomic<std::uint32_t> round_ = 0; // raised to wake the workers
    alignas(64) std::atomic<int> unfinished_ = 0;
    alignas(64) std::atomic<bool> ending_ = false;
    std::atomic<std::int64_t> allocated_ = 0;
    std::vector<std::jthread> workers_;
};

} // namespace unroll
