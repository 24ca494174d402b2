#include "ui/plots/plot_data.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

template <typename Metrics, typename Value>
Curve curveOf(std::span<const Metrics> rows, Value value) {
    Curve curve;
    for (const Metrics& row : rows)
        curve.push_back({static_cast<double>(row.epoch), value(row)});
    return curve;
}

} // namespace

std::vector<NamedCurve> namedCurves(const std::vector<ReferenceCurve>& references) {
    std::vector<NamedCurve> curves;
    for (const ReferenceCurve& reference : references) {
        NamedCurve named{reference.name, reference.accuracy};
        for (MetricPoint& point : named.curve)
            point.y *= 100;
        curves.push_back(std::move(named));
    }
    return curves;
}

Curve batchCurve(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch, PlotKind kind) {
    Curve curve;
    curve.reserve(batches.size());
    for (const BatchMetrics& row : batches)
        curve.push_back(
            {epochPosition(row, batchesPerEpoch), kind == PlotKind::Accuracy ? 100 * row.accuracy : row.loss});
    return curve;
}

Curve trainCurve(std::span<const EpochMetrics> epochs, PlotKind kind) {
    return curveOf(epochs, [kind](const EpochMetrics& row) {
        return kind == PlotKind::Accuracy ? 100 * row.trainAccuracy : row.trainLoss;
    });
}

Curve testCurve(std::span<const EpochMetrics> epochs, PlotKind kind) {
    return curveOf(epochs, [kind](const EpochMetrics& row) {
        return kind == PlotKind::Accuracy ? 100 * row.testAccuracy : row.testLoss;
    });
}

double valueAt(const Curve& curve, double x) {
    const auto after = std::lower_bound(curve.begin(), curve.end(), x,
                                        [](const MetricPoint& point, double at) { return point.x < at; });
    if (after == curve.end())
        return curve.back().y;
    if (after == curve.begin() || after->x == x)
        return after->y;
    const MetricPoint& before = *(after - 1);
    return std::lerp(before.y, after->y, (x - before.x) / (after->x - before.x));
}

PlotData plotData(const RunRecord& record, PlotKind kind) {
    PlotData data;
    data.plannedEpochs = static_cast<double>(record.hyperparameters.epochs);
    data.train = trainCurve(record.epochs, kind);
    data.test = testCurve(record.epochs, kind);
    if (record.divergence)
        data.divergedAt = position(*record.divergence, record.info.batchesPerEpoch);
    return data;
}

} // namespace unroll
