#include "ui/plots/run_graphs.h"

#include "ui/plots/chart_layers.h"
#include "ui/plots/line_marks.h"
#include "ui/plots/plot_axes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double bandShare = 0.82; // of the background

constexpr double beyond = std::numeric_limits<double>::max(); // any axis

QString layerOf(RunRole role) {
    switch (role) {
    case RunRole::Present:
        return QLatin1String(ChartLayers::present);
    case RunRole::Compared:
        return QLatin1String(ChartLayers::runs);
    case RunRole::Ghost:
        return QLatin1String(ChartLayers::ghosts);
    case RunRole::Reference:
        return QLatin1String(ChartLayers::references);
    }
    return {};
}

SeriesGraph::Kind markedIf(bool marked) { return marked ? SeriesGraph::Kind::Marked : SeriesGraph::Kind::Line; }

} // namespace

RunGraphs::RunGraphs(QCustomPlot& plot, DrawnRun run, const PlotScale& scale, const PlotTheme& theme)
    : run_(std::move(run))
    , scale_(scale)
    , theme_(theme)
    , lowerEdge_(plot, QLatin1String(ChartLayers::bands))
    , upperEdge_(plot, QLatin1String(ChartLayers::bands))
    , train_(plot, layerOf(run_.role), markedIf(run_.role == RunRole::Present))
    , test_(plot, layerOf(run_.role), markedIf(run_.role != RunRole::Ghost && run_.role != RunRole::Reference))
    , diverged_(plot, QLatin1String(ChartLayers::marks), SeriesGraph::Kind::Marked) {
    diverged_.graph().setLineStyle(QCPGraph::lsNone);
    upperEdge_.graph().setChannelFillGraph(&lowerEdge_.graph());
    for (SeriesGraph* edge : {&lowerEdge_, &upperEdge_})
        edge->setPen(Qt::NoPen);
    setCurves();
    setTheme(theme);
}

void RunGraphs::setCurves() {
    train_.set(trainCurve(run_, scale_));
    test_.set(testCurve(run_, scale_));
    if (run_.divergedAt)
        markDivergence(*run_.divergedAt);
    if (isGroup())
        setBand();
    showLines();
}

// On a logarithmic axis the band ends where it would pass zero.
void RunGraphs::setBand() {
    constexpr double least = 1e-3; // of the mean
    Curve lower;
    Curve upper;
    const auto rows = std::min(run_.epochs.size(), run_.deviations.size());
    for (std::size_t i = 0; i < rows; ++i) {
        const EpochMetrics& deviations = run_.deviations[i];
        const double mean = scale_.test(run_.epochs[i]);
        const double deviation = scale_.inPercent() ? 100 * deviations.testAccuracy : deviations.testLoss;
        if (!std::isfinite(mean) || !std::isfinite(deviation))
            continue;
        const double x = scale_.position(run_.epochs[i], run_.imagesPerEpoch);
        lower.push_back({x, scale_.logarithmic() ? std::max(mean - deviation, least * mean) : mean - deviation});
        upper.push_back({x, mean + deviation});
    }
    lowerEdge_.set(lower);
    upperEdge_.set(upper);
}

void RunGraphs::rename(std::uint64_t id, const QString& name, int slot) {
    run_.id = id;
    run_.name = name;
    run_.slot = slot;
    setTheme(theme_);
}

void RunGraphs::append(std::span<const EpochMetrics> epochs) {
    run_.epochs.insert(run_.epochs.end(), epochs.begin(), epochs.end());
    DrawnRun added;
    added.imagesPerEpoch = run_.imagesPerEpoch;
    added.epochs.assign(epochs.begin(), epochs.end());
    train_.append(trainCurve(added, scale_));
    test_.append(testCurve(added, scale_));
}

void RunGraphs::appendBatches(std::span<const BatchPoint> batches) {
    constexpr std::size_t most = std::size_t{1} << 16U;
    run_.batches.insert(run_.batches.end(), batches.begin(), batches.end());
    thinning_.thin(
        run_.batches, most, [](BatchPoint& point, const BatchPoint& gone) { point.means = joinedMeans(gone, point); },
        &BatchPoint::loss, &BatchPoint::accuracy);
}

void RunGraphs::markDivergence(double atEpoch) {
    run_.divergedAt = atEpoch;
    const double x = scale_.position(run_, atEpoch);
    divergedTo_ = beyond;
    if (!run_.batches.empty())
        divergedTo_ = scale_.value(run_.batches.back().accuracy, run_.batches.back().loss);
    else if (!test_.series().isEmpty())
        divergedTo_ = valueAt(test_.series().points(), x);
    if (!std::isfinite(divergedTo_)) // the batch that diverged has no value
        divergedTo_ = beyond;
    diverged_.set(std::isfinite(x) ? Curve{{x, divergedTo_}} : Curve());
}

void RunGraphs::keepCrossWithin(const AxisRange& vertical) {
    if (run_.divergedAt && !diverged_.series().isEmpty())
        diverged_.set(
            Curve{{diverged_.series().points().front().x, std::clamp(divergedTo_, vertical.lower, vertical.upper)}});
}

void RunGraphs::setScale(const PlotScale& scale) {
    scale_ = scale;
    setCurves();
}

void RunGraphs::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    if (run_.role == RunRole::Present)
        paintPresent();
    else
        paintCompared();
    const RunStyle style = theme_.style(run_.slot);
    test_.setPen(leadingPen());
    upperEdge_.graph().setBrush(theme_.faded(style.colour, bandShare));
    diverged_.setMarker({QCPScatterStyle::ssCross, QPen(theme_.warning, 2.5), Qt::NoBrush, 11});
}

void RunGraphs::paintPresent() {
    constexpr double size = 7;
    const RunStyle style = theme_.style(run_.slot);
    test_.setMarker(markerOf(style, style.colour, size));
    train_.setPen(trainingPen(style.colour, 1.5));
    train_.setMarker(markerOf(style, theme_.background, size));
}

void RunGraphs::paintCompared() {
    constexpr double size = 5;
    const RunStyle style = theme_.style(run_.slot);
    test_.setMarker(markerOf(style, style.colour, size));
    train_.setPen(run_.role == RunRole::Reference ? leadingPen() : trainingPen(theme_.faded(style.colour, 0.35), 1));
}

QPen RunGraphs::leadingPen() const {
    const RunStyle style = theme_.style(run_.slot);
    switch (run_.role) {
    case RunRole::Present:
        return style.pen(2);
    case RunRole::Compared:
        return style.pen(1.5);
    case RunRole::Ghost:
        return {theme_.faded(style.colour, 0.5 + run_.fade / 2), 1.25};
    case RunRole::Reference:
        return {theme_.reference, 1.25};
    }
    return {};
}

const Curve& RunGraphs::leadingCurve() const {
    return test_.isShown() && !test_.series().isEmpty() ? test_.series().points() : train_.series().points();
}

void RunGraphs::setShown(bool shown) {
    shown_ = shown;
    showLines();
}

// A reference stands for itself, whichever of its lines is known; a ghost shows where its run came to.
void RunGraphs::showLines() {
    const bool reference = run_.role == RunRole::Reference;
    const bool single = run_.role != RunRole::Ghost && !isGroup();
    test_.setShown(shown_ && (reference || scale_.view().test || !scale_.view().train));
    train_.setShown(shown_ && (reference || (scale_.view().train && (single || !scale_.view().test))));
    for (SeriesGraph* edge : {&lowerEdge_, &upperEdge_})
        edge->setShown(shown_ && isGroup() && test_.isShown());
    diverged_.setShown(shown_ && run_.role != RunRole::Ghost);
}

// A run that diverged makes no room for where its loss went to.
bool RunGraphs::leavesAtTop() const { return run_.divergedAt && !scale_.inPercent(); }

void RunGraphs::reach(PlotAxes& axes) const {
    const double most = leavesAtTop() ? GrowingRange::chanceLoss : std::numeric_limits<double>::infinity();
    for (const SeriesGraph* line : {&train_, &test_, &upperEdge_, &lowerEdge_}) {
        if (line->series().isEmpty())
            continue;
        axes.values().include(
            std::min(most, scale_.logarithmic() ? line->series().lowestPositive() : line->series().lowest()));
        axes.values().include(std::min(most, line->series().highest()));
        axes.reach(line->series().points().back().x);
    }
    if (!run_.divergedAt || diverged_.series().isEmpty())
        return;
    axes.reach(diverged_.series().points().front().x);
    if (!leavesAtTop() && divergedTo_ < beyond)
        axes.values().include(divergedTo_);
}

void RunGraphs::drawBetween(const AxisRange& horizontal) {
    for (SeriesGraph* line : {&lowerEdge_, &upperEdge_, &train_, &test_, &diverged_})
        line->drawBetween(horizontal);
}

void RunGraphs::cutOff(const AxisRange& horizontal, const AxisRange& vertical) {
    for (SeriesGraph* line : {&lowerEdge_, &upperEdge_, &train_, &test_, &diverged_})
        line->cutOff(horizontal, vertical, scale_.logarithmic());
}

std::size_t RunGraphs::drawnPoints() const {
    std::size_t points = 0;
    for (const SeriesGraph* line : {&lowerEdge_, &upperEdge_, &train_, &test_, &diverged_})
        points += line->drawnPoints();
    return points;
}

// Only lines that are shown and have points.
void RunGraphs::addToLegend() {
    const auto add = [](SeriesGraph& line, const char* name) {
        if (!line.isShown() || line.series().isEmpty())
            return;
        line.graph().setName(QCoreApplication::translate("unroll::RunGraphs", name));
        line.graph().addToLegend();
    };
    add(test_, QT_TRANSLATE_NOOP("unroll::RunGraphs", "test images"));
    add(train_, QT_TRANSLATE_NOOP("unroll::RunGraphs", "training images"));
    add(diverged_, QT_TRANSLATE_NOOP("unroll::RunGraphs", "diverged"));
}

} // namespace unroll
