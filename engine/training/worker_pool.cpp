#include "engine/training/worker_pool.h"

#include "engine/tensor/processors.h"
#include "engine/tensor/thread_start.h"
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

// The two halves of Queue::left.
constexpr std::uint64_t tasksOf(std::uint32_t round, int count) {
    return std::uint64_t{round} << 32 | static_cast<std::uint32_t>(count);
}
constexpr std::uint32_t roundOf(std::uint64_t tasks) { return static_cast<std::uint32_t>(tasks >> 32); }
constexpr int countOf(std::uint64_t tasks) { return static_cast<int>(tasks & 0xffffffff); }

} // namespace

WorkerPool::WorkerPool(int threads)
    : threads_(std::max(threads, 1))
    , spins_(threads <= usableProcessors() ? spins : 0)
    , queues_(static_cast<std::size_t>(threads_))
    , workers_(startThreads(threads - 1, [this](int i) { work(i + 1); })) {
    threads_ = 1 + static_cast<int>(workers_.size()); // which they read in the first run
}

WorkerPool::~WorkerPool() {
    ending_ = true;
    ++round_;
    round_.notify_all();
    workers_.clear(); // joins them
}

void WorkerPool::run(int count, Task task) {
    if (workers_.empty() || count <= 1) {
        for (int i = 0; i < count; ++i)
            task(i);
        return;
    }
    task_ = &task;
    failure_ = nullptr;
    failed_.clear();
    unfinished_ = count;
    const std::uint32_t round = round_ + 1;
    for (int thread = 0; thread < threads_; ++thread)
        queues_[static_cast<std::size_t>(thread)].left = tasksOf(round, (count + threads_ - 1 - thread) / threads_);
    round_ = round;
    round_.notify_all();
    takeTasks(0, round);
    for (int unfinished = unfinished_; unfinished != 0; unfinished = unfinished_)
        waitWhile(unfinished_, unfinished);
    if (failure_)
        std::rethrow_exception(failure_);
}

void WorkerPool::work(int thread) {
    std::uint32_t seen = 0;
    while (true) {
        waitWhile(round_, seen);
        seen = round_;
        if (ending_)
            return;
        takeTasks(thread, seen);
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

// The thread's own tasks, then what is left of the others'. Who still looks here when the next run begins comes back
// for it, and so begins with its own.
void WorkerPool::takeTasks(int thread, std::uint32_t round) {
    const std::int64_t allocatedBefore = allocatedBytesOnThisThread();
    int done = 0;
    for (int other = 0; other < threads_; ++other) {
        const int owner = (thread + other) % threads_;
        std::atomic<std::uint64_t>& left = queues_[static_cast<std::size_t>(owner)].left;
        for (std::uint64_t before = left; roundOf(before) == round && countOf(before) > 0; before = left)
            if (left.compare_exchange_weak(before, before - 1)) {
                perform(owner + threads_ * (countOf(before) - 1));
                ++done;
            }
    }
    const std::int64_t allocated = allocatedBytesOnThisThread() - allocatedBefore;
    if (thread != 0 && allocated != 0)
        allocated_ += allocated;
    if (done > 0 && (unfinished_ -= done) == 0)
        unfinished_.notify_one();
}

void WorkerPool::perform(int i) {
    try {
        (*task_)(i);
    } catch (...) {
        if (!failed_.test_and_set())
            failure_ = std::current_exception();
    }
}

} // namespace unroll
