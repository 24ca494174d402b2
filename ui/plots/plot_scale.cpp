#include "ui/plots/plot_scale.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>

namespace unroll {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct PlotScaleWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::PlotScale)
};

template <typename Value>
Curve curveOf(const DrawnRun& run, const PlotScale& scale, Value value) {
    Curve curve;
    for (const EpochMetrics& epoch : run.epochs)
        if (const double y = value(epoch); std::isfinite(y))
            curve.push_back({scale.position(epoch, run.imagesPerEpoch), y});
    return curve;
}

// Along points that know their epochs and seconds; beyond the last one as fast as until there.
template <typename Point, typename Epochs>
double secondsAt(const std::vector<Point>& points, Epochs member, double epochs) {
    const auto epochsOf = [member](const Point& point) { return static_cast<double>(std::invoke(member, point)); };
    const auto after = std::ranges::lower_bound(points, epochs, {}, epochsOf);
    if (after == points.end())
        return points.back().seconds * epochs / epochsOf(points.back());
    const double before = after == points.begin() ? 0 : epochsOf(*(after - 1));
    const double since = after == points.begin() ? 0 : (after - 1)->seconds;
    return std::lerp(since, after->seconds, (epochs - before) / (epochsOf(*after) - before));
}

} // namespace

double PlotScale::value(double accuracy, double loss) const {
    return !inPercent() ? loss : 100 * (view_.errorRate ? 1 - accuracy : accuracy);
}

QString PlotScale::text(double value) const {
    if (!std::isfinite(value))
        return QStringLiteral("\u2013");
    const QString unit = inPercent() ? QStringLiteral("\u2009%") : QString();
    return QLocale().toString(value, 'f', decimalsOf(value)) + unit;
}

QString PlotScale::text(double value, double deviation) const {
    return QStringLiteral("%1 \u00b1 %2").arg(text(value), QLocale().toString(deviation, 'f', decimalsOf(value)));
}

int PlotScale::decimalsOf(double value) const {
    if (inPercent())
        return value < 1 && showsErrors() ? 2 : 1;
    return value < 0.01 ? 5 : value < 100 ? 3 : 0;
}

double PlotScale::position(const EpochMetrics& epoch, double imagesPerEpoch) const {
    const auto epochs = static_cast<double>(epoch.epoch);
    switch (view_.axis) {
    case PlotView::Axis::Epochs:
        return epochs;
    case PlotView::Axis::Seconds:
        return epoch.seconds;
    case PlotView::Axis::Images:
        return epochs * imagesPerEpoch;
    }
    return unknown;
}

double PlotScale::position(const BatchPoint& batch) const {
    switch (view_.axis) {
    case PlotView::Axis::Epochs:
        return batch.epochs;
    case PlotView::Axis::Seconds:
        return batch.seconds;
    case PlotView::Axis::Images:
        return batch.images;
    }
    return unknown;
}

double PlotScale::position(const DrawnRun& run, double epochs) const {
    if (view_.axis == PlotView::Axis::Epochs)
        return epochs;
    if (view_.axis == PlotView::Axis::Images)
        return epochs * run.imagesPerEpoch;
    if (!run.batches.empty())
        return secondsAt(run.batches, &BatchPoint::epochs, epochs);
    if (!run.epochs.empty())
        return secondsAt(
            run.epochs, [](const EpochMetrics& row) { return static_cast<double>(row.epoch); }, epochs);
    return unknown;
}

QString PlotScale::axisLabel() const {
    switch (view_.axis) {
    case PlotView::Axis::Epochs:
        return PlotScaleWords::tr("Epoch");
    case PlotView::Axis::Seconds:
        return PlotScaleWords::tr("Seconds of training");
    case PlotView::Axis::Images:
        return PlotScaleWords::tr("Images trained on");
    }
    return {};
}

QString PlotScale::title() const {
    return showsErrors() ? PlotScaleWords::tr("Error rate")
           : inPercent() ? PlotScaleWords::tr("Accuracy")
                         : PlotScaleWords::tr("Loss");
}

Curve trainCurve(const DrawnRun& run, const PlotScale& scale) {
    return curveOf(run, scale, [&scale](const EpochMetrics& epoch) { return scale.train(epoch); });
}

Curve testCurve(const DrawnRun& run, const PlotScale& scale) {
    return curveOf(run, scale, [&scale](const EpochMetrics& epoch) { return scale.test(epoch); });
}

double valueAt(const Curve& curve, double x) {
    const auto after = std::ranges::lower_bound(curve, x, {}, &MetricPoint::x);
    if (after == curve.end())
        return curve.back().y;
    if (after == curve.begin() || after->x == x)
        return after->y;
    const MetricPoint& before = *(after - 1);
    return std::lerp(before.y, after->y, (x - before.x) / (after->x - before.x));
}

} // namespace unroll
