#include "engine/training/worker_pool.h"

#include "engine/training/allocation_counter.h"

#include <algorithm>
#include <exception>

namespace unroll {
namespace {

constexpr int spins = 4000; // some tens of microseconds

// Tells the processor that this is a loop that waits.
inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

} // namespace

WorkerPool::WorkerPool(int threads)
    : threads_(std::max(threads, 1))
    , spins_(static_cast<unsigned>(threads) <= std::thread::hardware_concurrency() ? spins : 0)
    , queues_(static_cast<std::size_t>(threads_)) {
    for (int i = 1; i < threads; ++i)
        workers_.emplace_back([this, i] { work(i); });
}

WorkerPool::~WorkerPool() {
    ending_ = true;
    ++round_;
    round_.notify_all();
    for (std::thread& worker : workers_)
        worker.join();
}

void WorkerPool::run(int count, Task task) {
    if (workers_.empty() || count <= 1) {
        for (int i = 0; i < count; ++i)
            task(i);
        return;
    }
    task_ = &task;
    count_ = count;
    failure_ = nullptr;
    failed_.clear();
    for (int thread = 0; thread < threads_; ++thread)
        queues_[static_cast<std::size_t>(thread)].next = thread;
    busy_ = static_cast<int>(workers_.size());
    ++round_;
    round_.notify_all();
    takeTasks(0);
    for (int busy = busy_; busy != 0; busy = busy_)
        waitWhile(busy_, busy);
    if (failure_)
        std::rethrow_exception(failure_);
}

void WorkerPool::work(int thread) {
    std::uint32_t seen = 0;
    while (true) {
        waitWhile(round_, seen);
        ++seen; // the caller waits for every worker, so that no round is missed
        if (ending_)
            return;
        const std::int64_t before = allocatedBytesOnThisThread();
        takeTasks(thread);
        allocated_ += allocatedBytesOnThisThread() - before;
        if (--busy_ == 0)
            busy_.notify_one();
    }
}

template <typename Value>
void WorkerPool::waitWhile(const std::atomic<Value>& variable, Value value) const {
    for (int i = 0; i < spins_; ++i) {
        if (variable.load(std::memory_order_acquire) != value)
            return;
        relax();
    }
    variable.wait(value);
}

// The thread's own tasks, then what is left of the others'.
void WorkerPool::takeTasks(int thread) {
    for (int other = 0; other < threads_; ++other)
        takeTasksOf((thread + other) % threads_);
}

void WorkerPool::takeTasksOf(int thread) {
    std::atomic<int>& next = queues_[static_cast<std::size_t>(thread)].next;
    for (int i = next.fetch_add(threads_); i < count_; i = next.fetch_add(threads_)) {
        try {
            (*task_)(i);
        } catch (...) {
            if (!failed_.test_and_set())
                failure_ = std::current_exception();
        }
    }
}

} // namespace unroll
