#include "ui/training/detached_jobs.h"

#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace unroll {

struct DetachedJobs::Link {
    std::mutex mutex;
    QObject* receiver; // until it dies
};

DetachedJobs::DetachedJobs(QObject* parent)
    : QObject(parent)
    , link_(std::make_shared<Link>()) {
    link_->receiver = this;
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
            if (delivery && link->receiver)
                QMetaObject::invokeMethod(link->receiver, std::move(delivery), Qt::QueuedConnection);
        }).detach();
    } catch (const std::system_error&) {
        throw std::runtime_error(
            "The system starts no thread to work in the background: close other programs, or raise "
            "its limit on processes (ulimit -u, or the container's).");
    }
}

} // namespace unroll
