#include "ui/models/run_progress.h"

#include <algorithm>

namespace unroll {

void RunProgress::begin(std::int64_t epochs, std::int64_t batchesPerEpoch) {
    *this = {};
    epochs_ = std::max<std::int64_t>(epochs, 0);
    batchesPerEpoch_ = std::max<std::int64_t>(batchesPerEpoch, 0);
}

void RunProgress::add(std::span<const BatchMetrics> batches) {
    for (const BatchMetrics& batch : batches) {
        step_ = std::max(step_, batch.step);
        images_ += batch.images;
        seconds_ += batch.seconds;
        allocatedBytes_ += batch.allocatedBytes;
    }
}

// An epoch's own clock is the better one: it counts what lies between the batches as well.
void RunProgress::add(std::span<const EpochMetrics> epochs) {
    for (const EpochMetrics& epoch : epochs) {
        step_ = std::max(step_, epoch.step);
        if (epoch.step == step_)
            seconds_ = epoch.seconds;
    }
}

std::int64_t RunProgress::epoch() const {
    if (batchesPerEpoch_ == 0 || step_ == 0)
        return std::min<std::int64_t>(1, epochs_);
    return std::min(epochs_, (step_ - 1) / batchesPerEpoch_ + 1);
}

double RunProgress::fraction() const {
    const std::int64_t all = epochs_ * batchesPerEpoch_;
    return all == 0 ? 0 : std::min(1.0, static_cast<double>(step_) / static_cast<double>(all));
}

std::optional<double> RunProgress::imagesPerSecond() const {
    if (images_ == 0 || seconds_ <= 0)
        return std::nullopt;
    return static_cast<double>(images_) / seconds_;
}

} // namespace unroll
