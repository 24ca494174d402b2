#include "ui/training/detached_jobs.h"

#include <deque>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace unroll {

struct DetachedJobs::Link {
    std::mutex mutex;
    DetachedJobs* receiver = nullptr; // until it dies
    std::deque<Delivery> deliveries;
};

DetachedJobs::DetachedJobs(QObject* parent)
    : QObject(parent)
    , link_(std::make_shared<Link>()) {
    link_->receiver = this;
    connect(this, &DetachedJobs::worked, this, &DetachedJobs::deliver, Qt::QueuedConnection);
}

DetachedJobs::~DetachedJobs() {
    const std::lock_guard lock(link_->mutex);
    link_->receiver = nullptr;
}

void DetachedJobs::post(Job job) {
    try {
        std::thread([link = link_, job = std::move(job)] {
            Delivery delivery = job();
            const std::lock_guard lock(link->mutex);
            if (!delivery || !link->receiver)
                return;
            link->deliveries.push_back(std::move(delivery));
            emit link->receiver->worked({});
        }).detach();
    } catch (const std::system_error&) {
        throw std::runtime_error(
            "The system starts no thread to work in the background: close other programs, or raise "
            "its limit on processes (ulimit -u, or the container's).");
    }
}

// A delivery may end the object.
void DetachedJobs::deliver() {
    const std::shared_ptr<Link> link = link_;
    std::deque<Delivery> deliveries;
    {
        const std::lock_guard lock(link->mutex);
        deliveries.swap(link->deliveries);
    }
    for (const Delivery& delivery : deliveries)
        if (link->receiver) // set by this thread alone
            delivery();
}

} // namespace unroll
