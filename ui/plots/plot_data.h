// What a metric plot shows, as values: positions are in epochs (2.5 is the middle of the third), accuracies in percent.
#pragma once

#include "engine/session/session.h"
#include "ui/models/metric_series.h"
#include "ui/models/reference_curves.h"
#include "ui/plots/drawn_run.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace unroll {

enum class PlotKind { Accuracy, Loss };

using Curve = std::vector<MetricPoint>;

// A curve of somebody else's, drawn in grey with its name at its end.
struct NamedCurve {
    QString name;
    Curve curve;
};

struct PlotData {
    double plannedEpochs = 0;
    std::vector<NamedCurve> references;
    Curve batches; // before each update
    Curve train;   // per epoch
    Curve test;    // per epoch
    std::optional<double> divergedAt;
};

Curve batchCurve(std::span<const BatchMetrics> batches, std::int64_t batchesPerEpoch, PlotKind kind);
Curve trainCurve(std::span<const EpochMetrics> epochs, PlotKind kind);
Curve testCurve(std::span<const EpochMetrics> epochs, PlotKind kind);

// The accuracies of the references, by their names.
std::vector<NamedCurve> namedCurves(const std::vector<ReferenceCurve>& references);

// The value where a curve leaves the axis: its end, or between two points when it goes on beyond `x`.
double valueAt(const Curve& curve, double x);

// The curves of a run per epoch, without references.
PlotData plotData(const RunRecord& record, PlotKind kind);

} // namespace unroll
