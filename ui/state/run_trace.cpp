#include "ui/state/run_trace.h"

#include "ui/state/keep_extremes.h"
#include "ui/state/metric_series.h"

namespace unroll {

void RunTrace::add(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch) {
    for (const BatchMetrics& batch : batches) {
        end_ = {epochPosition(batch, batchesPerEpoch),
                end_.seconds + batch.seconds,
                end_.images + static_cast<double>(batch.images),
                batch.loss,
                batch.accuracy,
                batch.gradientNorm,
                batch.eta,
                {}};
        points_.push_back(end_);
        if (points_.size() > capacity_) {
            keepExtremes(points_);
            ++revision_;
        }
    }
}

void RunTrace::cutAfter(double epoch) {
    const auto later = std::ranges::upper_bound(points_, epoch, {}, &TracePoint::epoch);
    if (later == points_.end())
        return;
    points_.erase(later, points_.end());
    ++revision_;
    end_ = points_.empty() ? TracePoint() : points_.back();
}

void RunTrace::clear() {
    points_.clear();
    ++revision_;
    end_ = {};
}

} // namespace unroll
