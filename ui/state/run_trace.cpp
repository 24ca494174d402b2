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
        const bool thinned = thinning_.thin(
            points_, capacity_,
            [](TracePoint& point, const TracePoint& gone) { point.means = joinedMeans(gone, point); },
            &TracePoint::loss, &TracePoint::accuracy, &TracePoint::gradientNorm);
        revision_ += thinned ? 1 : 0;
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
    thinning_ = {};
    ++revision_;
    end_ = {};
}

} // namespace unroll
