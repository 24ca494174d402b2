#include "ui/session/background_worker.h"

#include <utility>

namespace unroll {

BackgroundWorker::BackgroundWorker(QObject* parent)
    : QObject(parent)
    , thread_([this] { work(); }) {}

BackgroundWorker::~BackgroundWorker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void BackgroundWorker::post(Job job) {
    {
        const std::lock_guard lock(mutex_);
        next_ = std::move(job);
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
        QMetaObject::invokeMethod(
            this, [this, number, delivery = job()] { deliver(number, delivery); }, Qt::QueuedConnection);
    }
}

void BackgroundWorker::deliver(std::uint64_t number, const Delivery& delivery) {
    {
        const std::lock_guard lock(mutex_);
        if (number != posted_)
            return;
    }
    if (delivery)
        delivery();
}

} // namespace unroll
