#include "ui/plots/drawn_run.h"

#include <algorithm>

namespace unroll {

std::vector<DrawnRun> referenceRuns(const std::vector<ReferenceCurve>& references) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    std::vector<DrawnRun> runs;
    for (const ReferenceCurve& reference : references) {
        DrawnRun run;
        run.name = QStringLiteral("%1, %2").arg(reference.name, reference.data);
        run.role = RunRole::Reference;
        run.imagesPerEpoch = reference.imagesPerEpoch;
        for (const MetricPoint& point : reference.accuracy) {
            EpochMetrics epoch;
            epoch.epoch = static_cast<std::int64_t>(point.x);
            epoch.seconds = reference.seconds * point.x / reference.accuracy.back().x;
            epoch.trainAccuracy = point.y;
            epoch.testAccuracy = epoch.trainLoss = epoch.testLoss = unknown;
            run.epochs.push_back(epoch);
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

BatchPoint batchPoint(const TracePoint& point) {
    return {point.epoch, point.seconds, point.images, point.accuracy, point.loss, point.means};
}

double position(const Divergence& divergence, std::int64_t batchesPerEpoch) {
    return static_cast<double>(divergence.epoch - 1) +
           static_cast<double>(divergence.batch) / static_cast<double>(std::max<std::int64_t>(batchesPerEpoch, 1));
}

} // namespace unroll
