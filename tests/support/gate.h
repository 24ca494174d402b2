// A place where a thread waits until a test lets it on.
#pragma once

#include <condition_variable>
#include <mutex>

namespace unroll {

class Gate {
public:
    // Waits while the gate is closed.
    void pass() {
        std::unique_lock lock(mutex_);
        waiting_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
        waiting_ = false;
    }

    // Waits until a thread waits at the gate.
    void awaitArrival() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_; });
    }

    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    bool waiting_ = false;
};

} // namespace unroll
