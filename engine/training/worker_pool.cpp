#include "engine/training/worker_pool.h"

#include "engine/training/allocation_counter.h"

#include <algorithm>
#include <exception>

namespace unroll {

WorkerPool::WorkerPool(int threads) {
    for (int i = 1; i < threads; ++i)
        workers_.emplace_back([this] { work(); });
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
    next_ = 0;
    busy_ = static_cast<int>(workers_.size());
    ++round_;
    round_.notify_all();
    takeTasks();
    for (int busy = busy_; busy != 0; busy = busy_)
        busy_.wait(busy);
    if (failure_)
        std::rethrow_exception(failure_);
}

void WorkerPool::work() {
    std::uint32_t seen = 0;
    while (true) {
        round_.wait(seen);
        ++seen; // the caller waits for every worker, so that no round is missed
        if (ending_)
            return;
        const std::int64_t before = allocatedBytesOnThisThread();
        takeTasks();
        allocated_ += allocatedBytesOnThisThread() - before;
        if (--busy_ == 0)
            busy_.notify_one();
    }
}

void WorkerPool::takeTasks() {
    for (int i = next_++; i < count_; i = next_++) {
        try {
            (*task_)(i);
        } catch (...) {
            if (!failed_.test_and_set())
                failure_ = std::current_exception();
        }
    }
}

} // namespace unroll
