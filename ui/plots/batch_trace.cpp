#include "ui/plots/batch_trace.h"

#include "ui/plots/chart_layers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {

BatchTrace::BatchTrace(QCustomPlot& plot, const PlotScale& scale)
    : scale_(scale)
    , raw_(plot, QLatin1String(ChartLayers::batches), SeriesGraph::Kind::Dense)
    , smoothed_(plot, QLatin1String(ChartLayers::batches)) {}

void BatchTrace::begin(std::int64_t batchesPerEpoch) {
    batchesPerEpoch_ = static_cast<double>(std::max<std::int64_t>(batchesPerEpoch, 1));
    raw_.set({});
    smoothed_.set({});
}

void BatchTrace::append(std::span<const BatchPoint> batches) {
    for (const BatchPoint& batch : batches) {
        const MetricPoint point = pointAt(batch);
        if (isSmoothed() && std::isfinite(point.y)) {
            smooth(batch);
            const MetricPoint mean = pointAt(average_);
            smoothed_.append(std::span(&mean, 1));
        }
        raw_.append(std::span(&point, 1));
    }
}

MetricPoint BatchTrace::pointAt(const BatchPoint& batch) const {
    return {scale_.position(batch), scale_.value(batch.accuracy, batch.loss)};
}

void BatchTrace::smooth(const BatchPoint& batch) {
    BatchPoint mean = batch;
    mean.accuracy = meanAccuracy(batch);
    mean.loss = meanLoss(batch);
    const BatchPoint before = smoothed_.series().isEmpty() ? mean : average_;
    const double passed = std::max(1.0, (batch.epochs - before.epochs) * batchesPerEpoch_);
    const double share = 1 - std::pow(1 - 1.0 / scale_.view().smoothing, passed);
    average_ = batch;
    average_.accuracy = std::lerp(before.accuracy, mean.accuracy, share);
    average_.loss = std::lerp(before.loss, mean.loss, share);
}

void BatchTrace::setScale(const PlotScale& scale, std::span<const BatchPoint> batches) {
    scale_ = scale;
    raw_.set({});
    smoothed_.set({});
    append(batches);
    showLines();
}

void BatchTrace::setShown(bool shown) {
    shown_ = shown;
    showLines();
}

void BatchTrace::showLines() {
    raw_.setShown(shown_ && scale_.view().batches);
    smoothed_.setShown(shown_ && scale_.view().batches && isSmoothed());
}

void BatchTrace::setTheme(const PlotTheme& theme, int slot) {
    const QColor colour = theme.style(slot).colour;
    raw_.setPen(QPen(theme.faded(colour, isSmoothed() ? 0.88 : 0.78), 1));
    smoothed_.setPen(QPen(theme.faded(colour, 0.45), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

// Hundreds of lines across each other look the same without smoothed edges, which take most of the time.
void BatchTrace::drawBetween(const AxisRange& horizontal) {
    constexpr std::size_t mostSmoothed = 400;
    raw_.drawBetween(horizontal);
    raw_.graph().setAntialiased(raw_.drawnPoints() <= mostSmoothed);
    smoothed_.drawBetween(horizontal);
}

void BatchTrace::cutOff(const AxisRange& horizontal, const AxisRange& vertical) {
    raw_.cutOff(horizontal, vertical, scale_.logarithmic());
    smoothed_.cutOff(horizontal, vertical, scale_.logarithmic());
}

void BatchTrace::addToLegend() {
    if (!raw_.isShown() || raw_.series().isEmpty())
        return;
    raw_.graph().setName(QCoreApplication::translate("unroll::BatchTrace", "single batches"));
    raw_.graph().addToLegend();
    if (!isSmoothed())
        return;
    smoothed_.graph().setName(
        QCoreApplication::translate("unroll::BatchTrace", "mean over %1 batches").arg(scale_.view().smoothing));
    smoothed_.graph().addToLegend();
}

} // namespace unroll
