#include "ui/plots/plot_axes.h"

#include "ui/plots/axis_tickers.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

using Ticker = QSharedPointer<QCPAxisTicker>;

// From an axis to its labels: a mark on the value axis, as the cross of a diverged run, leaves them alone.
constexpr int besideMarks = 10;
constexpr int belowAxis = 6;

Ticker valueTicker(const PlotScale& scale) {
    const QString unit = scale.inPercent() ? QStringLiteral(" %") : QString();
    if (scale.logarithmic())
        return Ticker(new DecadeTicker(unit));
    return scale.inPercent() ? Ticker(new EvenTicker(1, 10, unit)) : Ticker(new EvenTicker(0.5, 1.5));
}

// A range shifted, and cut if need be, to lie within the bounds.
AxisRange keptWithin(AxisRange range, const AxisRange& bounds) {
    const double size = std::min(range.size(), bounds.size());
    const double lower = std::clamp(range.lower, bounds.lower, bounds.upper - size);
    return {lower, lower + size};
}

// A range at least `smallest` long around the same middle.
AxisRange widened(AxisRange range, double smallest) {
    const double more = std::max(0.0, smallest - range.size()) / 2;
    return {range.lower - more, range.upper + more};
}

QCPRange rangeOf(const AxisRange& range) { return {range.lower, range.upper}; }
AxisRange rangeOf(const QCPRange& range) { return {range.lower, range.upper}; }

} // namespace

PlotAxes::PlotAxes(QCustomPlot& plot, const PlotScale& scale)
    : plot_(plot)
    , scale_(scale)
    , values_(scale) {
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0, 0);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(axis == plot.yAxis ? besideMarks : belowAxis);
        axis->setLabelPadding(2);
    }
    plot.xAxis->grid()->setVisible(false);
    plot.axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    setTickers();
    update();
}

void PlotAxes::setTickers() {
    const bool epochs = scale_.view().axis == PlotView::Axis::Epochs;
    plot_.xAxis->setTicker(epochs ? Ticker(new EvenTicker(1, 2)) : Ticker(new EvenTicker(0, 0)));
    plot_.xAxis->ticker()->setTickCount(epochs ? 8 : 6);
    plot_.xAxis->setLabel(titled_ ? scale_.axisLabel() : QString());
    plot_.yAxis->setScaleType(scale_.logarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot_.yAxis->setTicker(valueTicker(scale_));
    plot_.yAxis->ticker()->setTickCount(5);
}

void PlotAxes::setScale(const PlotScale& scale) {
    const bool sameAxis = scale.view().axis == scale_.view().axis;
    const bool sameValues = scale.showsErrors() == scale_.showsErrors() &&
                            scale.logarithmic() == scale_.logarithmic() &&
                            scale.view().wholeRange == scale_.view().wholeRange;
    scale_ = scale;
    values_ = GrowingRange(scale);
    if (!sameAxis)
        horizontalView_.reset();
    if (!sameValues)
        verticalView_.reset();
    forget();
    setTickers();
}

void PlotAxes::setTheme(const PlotTheme& theme) {
    for (QCPAxis* axis : {plot_.xAxis, plot_.yAxis}) {
        axis->setBasePen(QPen(theme.axis, 1));
        axis->setTickLabelFont(theme.font);
        axis->setTickLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->grid()->setPen(QPen(theme.grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    plot_.yAxis->setBasePen(Qt::NoPen);
}

void PlotAxes::showTitle(bool shown) {
    titled_ = shown;
    setTickers();
}

int PlotAxes::labelRoom(const QFont& font) {
    const QFontMetrics metrics(font);
    return std::max(metrics.horizontalAdvance(QStringLiteral("99.5 %")),
                    metrics.horizontalAdvance(QStringLiteral("0.0001"))) +
           besideMarks + 8;
}

void PlotAxes::setPlannedEpochs(double epochs, double imagesPerEpoch) {
    plannedEpochs_ = std::max(1.0, epochs);
    imagesPerEpoch_ = imagesPerEpoch;
    update();
}

void PlotAxes::setBeginning(std::optional<double> epochs) {
    beginning_ = epochs;
    update();
}

void PlotAxes::reach(double position) {
    if (std::isfinite(position))
        last_ = std::max(last_, position);
}

void PlotAxes::forget() {
    values_.reset();
    last_ = 0;
    update();
}

AxisRange PlotAxes::wholeHorizontal() const {
    constexpr double room = 1.25; // for the batches to come
    const bool seconds = scale_.view().axis == PlotView::Axis::Seconds;
    if (beginning_ && !seconds) {
        const double unit = scale_.view().axis == PlotView::Axis::Images ? imagesPerEpoch_ : 1;
        return {0, unit * roundAxisEnd(room * *beginning_, 1e-5)};
    }
    if (scale_.view().axis == PlotView::Axis::Epochs)
        return {0, epochAxisEnd(plannedEpochs_, last_)};
    if (scale_.view().axis == PlotView::Axis::Images && imagesPerEpoch_ > 0)
        return {0, imagesPerEpoch_ * epochAxisEnd(plannedEpochs_, last_ / imagesPerEpoch_)};
    return {0, roundAxisEnd(last_)};
}

void PlotAxes::update() {
    plot_.xAxis->setRange(rangeOf(horizontalView_.value_or(wholeHorizontal())));
    plot_.yAxis->setRange(rangeOf(verticalView_.value_or(values_.range())));
}

void PlotAxes::setHorizontalView(std::optional<AxisRange> range) {
    const AxisRange whole = wholeHorizontal();
    if (range) {
        range = keptWithin(widened(*range, whole.size() * 1e-4), whole);
        if (range->size() > 0.999 * whole.size()) // what rounding leaves
            range.reset();
    }
    horizontalView_ = range;
    update();
}

void PlotAxes::setVerticalView(std::optional<AxisRange> range) {
    if (range && scale_.logarithmic())
        range = AxisRange{std::max(range->lower, 1e-9), std::max(range->upper, 1.1e-9)};
    else if (range)
        range = scale_.inPercent() ? keptWithin(widened(*range, 0.5), {0, 100})
                                   : keptWithin(widened(*range, 0.004), {0, std::max(range->upper, 1.0)});
    verticalView_ = range;
    update();
}

AxisRange PlotAxes::horizontal() const { return rangeOf(plot_.xAxis->range()); }
AxisRange PlotAxes::vertical() const { return rangeOf(plot_.yAxis->range()); }

} // namespace unroll
