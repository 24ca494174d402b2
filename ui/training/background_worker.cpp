#include "ui/training/background_worker.h"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace unroll {

BackgroundWorker::BackgroundWorker(QObject* parent)
    : QObject(parent) {
    try {
        thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {
        throw std::runtime_error(
            "The system starts no thread to work in the background: close other programs, or raise "
            "its limit on processes (ulimit -u, or the container's).");
    }
    connect(this, &BackgroundWorker::worked, this, &BackgroundWorker::deliver, Qt::QueuedConnection);
}

BackgroundWorker::~BackgroundWorker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void BackgroundWorker::post(Job job) {
    Delivery stale; // ends outside of the lock
    {
        const std::lock_guard lock(mutex_);
        next_ = std::move(job);
        stale = std::exchange(delivery_, {});
        ++posted_;
    }
    wake_.notify_one();
}

void BackgroundWorker::work() {
    while (true) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return ending_ || next_; });
        if (ending_)
            return;
        const Job job = std::exchange(next_, {});
        const std::uint64_t number = posted_;
        lock.unlock();
        Delivery delivery = job();
        lock.lock();
        const bool isLast = number == posted_;
        if (isLast)
            delivery_ = std::move(delivery);
        lock.unlock();
        if (isLast)
            emit worked();
    }
}

void BackgroundWorker::deliver() {
    std::unique_lock lock(mutex_);
    const Delivery delivery = std::exchange(delivery_, {});
    lock.unlock();
    if (delivery)
        delivery();
}

} // namespace unroll
