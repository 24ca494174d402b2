// What the axes of a plot show: which metric, in which unit, on which kind of axis.
#pragma once

#include "ui/plots/drawn_run.h"
#include "ui/state/plot_view.h"

#include <vector>

namespace unroll {

using Curve = std::vector<MetricPoint>;

class PlotScale {
public:
    PlotScale(PlotKind kind, const PlotView& view = {}) // NOLINT: a kind stands for its usual scale
        : kind_(kind)
        , view_(view) {}

    PlotKind kind() const { return kind_; }
    const PlotView& view() const { return view_; }
    bool inPercent() const { return kind_ == PlotKind::Accuracy; }
    bool showsErrors() const { return inPercent() && view_.errorRate; }
    bool rises() const { return inPercent() && !showsErrors(); } // while a network learns
    bool logarithmic() const { return inPercent() ? view_.errorRate && view_.logarithmicError : view_.logarithmicLoss; }

    // On the value axis: accuracy or error in percent, or the loss. Zero lies below any logarithmic axis.
    double value(double accuracy, double loss) const;
    double train(const EpochMetrics& epoch) const { return value(epoch.trainAccuracy, epoch.trainLoss); }
    double test(const EpochMetrics& epoch) const { return value(epoch.testAccuracy, epoch.testLoss); }

    // As a person reads it: "92.6 %", "0.269"; a dash for what is not known.
    QString text(double value) const;
    QString text(double value, double deviation) const; // with as many decimals: "0.262 ± 0.003"

    // On the axis of epochs, seconds or images.
    double position(const EpochMetrics& epoch, double imagesPerEpoch) const;
    double position(const BatchPoint& batch) const;
    double position(const DrawnRun& run, double epochs) const; // anywhere in a run

    QString axisLabel() const;
    QString title() const;

private:
    int decimalsOf(double value) const;

    PlotKind kind_;
    PlotView view_;
};

Curve trainCurve(const DrawnRun& run, const PlotScale& scale);
Curve testCurve(const DrawnRun& run, const PlotScale& scale);

// The value where a curve, at least one point, leaves the axis: its end, or between two points when it goes on beyond
// `x`.
double valueAt(const Curve& curve, double x);

} // namespace unroll
