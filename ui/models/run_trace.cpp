#include "ui/models/run_trace.h"

#include "ui/models/metric_series.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace unroll {
namespace {

constexpr std::ptrdiff_t neighbours = 8; // of which at most four stay

} // namespace

void RunTrace::add(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch) {
    for (const BatchMetrics& batch : batches) {
        seconds_ += batch.seconds;
        images_ += static_cast<double>(batch.images);
        points_.push_back(
            {epochPosition(batch, batchesPerEpoch), seconds_, images_, batch.loss, batch.accuracy, batch.gradientNorm});
        if (points_.size() > capacity_)
            thinOut();
    }
}

void RunTrace::goOnFrom(double seconds, double images) {
    seconds_ = seconds;
    images_ = images;
}

void RunTrace::clear() {
    points_.clear();
    goOnFrom(0, 0);
}

// The last points stay as they are: their neighbours are still to come.
void RunTrace::thinOut() {
    auto kept = points_.begin();
    auto first = points_.begin();
    for (; points_.end() - first >= neighbours; first += neighbours) {
        const auto last = first + neighbours;
        const auto [lowLoss, highLoss] = std::ranges::minmax_element(first, last, {}, &TracePoint::loss);
        const auto [low, high] = std::ranges::minmax_element(first, last, {}, &TracePoint::accuracy);
        std::array stay{lowLoss, highLoss, low, high};
        std::ranges::sort(stay);
        for (auto one = stay.begin(); one != stay.end(); ++one)
            if (one == stay.begin() || *one != *std::prev(one))
                *kept++ = **one;
    }
    points_.erase(std::move(first, points_.end(), kept), points_.end());
}

} // namespace unroll
