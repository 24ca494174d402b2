#include "ui/state/run_progress.h"

#include "ui/state/metric_series.h"

#include <algorithm>
#include <cmath>

namespace unroll {

void RunProgress::begin(std::int64_t epochs, std::int64_t batchesPerEpoch) {
    *this = {};
    epochs_ = std::max<std::int64_t>(epochs, 0);
    batchesPerEpoch_ = std::max<std::int64_t>(batchesPerEpoch, 0);
}

void RunProgress::goOnFrom(std::span<const EpochMetrics> finished, std::int64_t step, const TracePoint& end) {
    add(finished);
    for (const EpochMetrics& epoch : finished)
        allocatedBytes_ += epoch.allocatedBytes;
    step_ = std::max(step_, step);
    position_ = std::max(position_, end.epoch);
    seconds_ = std::max(seconds_, end.seconds);
    images_ = end.images;
}

void RunProgress::add(std::span<const BatchMetrics> batches) {
    for (const BatchMetrics& batch : batches) {
        step_ = std::max(step_, batch.step);
        position_ = std::max(position_, positionOf(batch));
        images_ += static_cast<double>(batch.images);
        seconds_ += batch.seconds;
        allocatedBytes_ += batch.allocatedBytes;
    }
}

// An epoch's own clock is the better one: it counts what lies between the batches as well.
void RunProgress::add(std::span<const EpochMetrics> epochs) {
    for (const EpochMetrics& epoch : epochs) {
        step_ = std::max(step_, epoch.step);
        position_ = std::max(position_, static_cast<double>(epoch.epoch));
        if (epoch.step == step_)
            seconds_ = epoch.seconds;
    }
}

// The batch size may change from epoch to epoch, and with it the number of batches.
double RunProgress::positionOf(const BatchMetrics& batch) const {
    if (batch.batches > 0)
        return epochPosition(batch, batch.batches);
    return batchesPerEpoch_ == 0 ? 0 : static_cast<double>(batch.step) / static_cast<double>(batchesPerEpoch_);
}

std::int64_t RunProgress::epoch() const {
    const auto underWay = static_cast<std::int64_t>(std::ceil(position_));
    return std::min(epochs_, std::max<std::int64_t>(underWay, 1));
}

double RunProgress::fraction() const {
    return epochs_ == 0 ? 0 : std::min(1.0, position_ / static_cast<double>(epochs_));
}

std::int64_t RunProgress::batch() const {
    const double within = position_ - std::floor(position_);
    return std::llround(within * static_cast<double>(batchesPerEpoch_)) % std::max<std::int64_t>(batchesPerEpoch_, 1);
}

std::optional<double> RunProgress::secondsLeft() const {
    if (position_ <= 0 || seconds_ <= 0)
        return std::nullopt;
    return seconds_ * std::max(0.0, static_cast<double>(epochs_) / position_ - 1);
}

std::optional<double> RunProgress::imagesPerSecond() const {
    if (images_ == 0 || seconds_ <= 0)
        return std::nullopt;
    return images_ / seconds_;
}

} // namespace unroll
