#include "ui/plots/metric_chart.h"

#include "ui/plots/change_marks.h"
#include "ui/plots/chart_layers.h"
#include "ui/plots/line_ends.h"
#include "ui/plots/plot_cursor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace unroll {

namespace {

QCustomPlot& layered(QCustomPlot& plot) {
    ChartLayers::addTo(plot);
    plot.setAutoAddPlottableToLegend(false); // before the first line comes
    return plot;
}

} // namespace

MetricChart::MetricChart(PlotKind kind, QWidget* parent)
    : QCustomPlot(parent)
    , scale_(kind)
    , axes_(*this, scale_)
    , runs_(layered(*this), scale_) {
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aeScatters | QCP::aeItems | QCP::aeFills);
    setPlottingHint(QCP::phFastPolylines, false);
    setPlottingHint(QCP::phImmediateRefresh, false); // both plots are painted in one pass over the window
    plotLayout()->setRowSpacing(4);
    lineEnds_ = new LineEnds(this);
    changeMarks_ = new ChangeMarks(this);
    cursor_ = new PlotCursor(this);
    setupPointer();
    connect(this, &QCustomPlot::afterLayout, this, [this] {
        if (cursor_->isShown())
            cursor_->place();
        emit axisPlaced(axes_.horizontal(), axisRect()->left(), axisRect()->right());
    });
    setTheme(screenTheme(*this));
}

MetricChart::~MetricChart() = default;

void MetricChart::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setBackground(QBrush(theme.background));
    axes_.setTheme(theme);
    leaveRoom(LineEnds::room(theme_.font, width()));
    runs_.setTheme(theme);
    lineEnds_->setTheme(theme);
    cursor_->setTheme(theme);
    markChanges();
    drawRuns();
}

// For the widest tick label and the names of lines, so that a second plot below has its axes at the same place.
void MetricChart::leaveRoom(int forNames) {
    axisRect()->setMargins(QMargins(PlotAxes::labelRoom(theme_.font), 0, forNames, 0));
    axisRect()->setMinimumMargins(QMargins(0, 8, 0, 0));
}

int MetricChart::roomForNames() const { return lineEnds_->wantedRoom(); }

void MetricChart::resizeEvent(QResizeEvent* event) {
    leaveRoom(LineEnds::room(theme_.font, event->size().width()));
    QCustomPlot::resizeEvent(event);
}

void MetricChart::setView(const PlotView& view) {
    scale_ = PlotScale(scale_.kind(), view);
    axes_.setScale(scale_);
    runs_.setScale(scale_);
    takeRuns();
    emit zoomChanged(axes_.horizontalView(), axes_.verticalView());
}

void MetricChart::setData(const PlotData& data) {
    setView(data.view);
    setReferences({});
    setRuns(data.others);
    DrawnRun present = data.present;
    present.role = RunRole::Present;
    beginRun(present, 1);
    setPlannedEpochs(data.plannedEpochs);
    axes_.setHorizontalView(data.horizontal);
    axes_.setVerticalView(data.vertical);
    if (present.epochs.empty())
        revealLastBatch();
    drawRuns();
}

PlotData MetricChart::data() const {
    return {scale_.view(),       plannedEpochs_,         runs_.shownPresent(),
            runs_.shownOthers(), axes_.horizontalView(), axes_.verticalView()};
}

void MetricChart::showAxisTitle(bool shown) { axes_.showTitle(shown); }

void MetricChart::setPlannedEpochs(double epochs) {
    plannedEpochs_ = std::max(1.0, epochs);
    axes_.setPlannedEpochs(plannedEpochs_, runs_.present().run().imagesPerEpoch);
    drawRuns();
}

void MetricChart::setBeginning(std::optional<double> epochs) {
    const AxisRange before = axes_.wholeHorizontal();
    axes_.setBeginning(epochs);
    if (axes_.wholeHorizontal() != before)
        drawRuns();
}

void MetricChart::setReferences(const std::vector<DrawnRun>& references) {
    runs_.setReferences(references);
    takeRuns();
}

void MetricChart::setRuns(const std::vector<DrawnRun>& runs) {
    runs_.setOthers(runs);
    takeRuns();
}

void MetricChart::showReferences(bool shown) {
    runs_.showReferences(shown);
    takeRuns();
}

void MetricChart::beginRun(const DrawnRun& run, std::int64_t batchesPerEpoch) {
    runs_.begin(run, batchesPerEpoch);
    axes_.forget();
    showCursor({});
    takeRuns();
}

void MetricChart::namePresent(std::uint64_t id, const QString& name, int slot) {
    runs_.namePresent(id, name, slot);
    markChanges();
    drawRuns(); // its lines take the markers of its style as they are drawn
}

void MetricChart::showPresent(bool shown) {
    if (shown == showsPresent())
        return;
    runs_.showPresent(shown);
    takeRuns();
}

void MetricChart::addBatches(std::span<const BatchPoint> batches) {
    runs_.addBatches(batches);
    const BatchTrace& trace = runs_.trace();
    if (batches.empty() || trace.raw().isEmpty())
        return;
    const MetricPoint last = (trace.isSmoothed() ? trace.smoothed() : trace.raw()).points().back();
    if (scale_.view().batches)
        axes_.values().glance(last.y);
    axes_.reach(last.x);
    growAxes();
    stale_.trace = true;
    runs_.drawTrace(axes_.horizontal());
}

void MetricChart::addEpochs(std::span<const EpochMetrics> epochs) {
    runs_.present().append(epochs);
    runs_.present().reach(axes_);
    growAxes();
    stale_.present = true;
    runs_.present().drawBetween(axes_.horizontal());
}

void MetricChart::setChanges(const std::vector<ChangeMark>& changes) {
    runs_.present().setChanges(changes);
    markChanges();
}

void MetricChart::markDivergence(double atEpoch) {
    runs_.present().markDivergence(atEpoch);
    if (runs_.present().leavesAtTop())
        axes_.forget(); // it grew for that
    runs_.reach(axes_);
    drawRuns();
}

void MetricChart::growAxes() {
    const auto before = std::pair(axes_.horizontal(), axes_.vertical());
    axes_.update();
    if (before == std::pair(axes_.horizontal(), axes_.vertical()))
        return;
    stale_.all = true;
    runs_.keepCrossesWithin(axes_.values().range());
}

void MetricChart::revealLastBatch() {
    stale_.all = true;
    const MetricSeries& trace = runs_.trace().raw();
    if (!trace.isEmpty() && scale_.view().batches && !runs_.present().leavesAtTop())
        axes_.values().include(trace.points().back().y);
    axes_.update();
}

// A run never makes the axes shrink: what is gone is allowed for until the next one begins.
void MetricChart::takeRuns() {
    runs_.reach(axes_);
    markChanges();
    drawRuns();
    showCursor(cursorEpoch());
}

void MetricChart::drawRuns() {
    stale_.all = true;
    axes_.update();
    runs_.keepCrossesWithin(axes_.values().range());
    runs_.drawBetween(axes_.horizontal());
    lineEnds_->setLines(runs_.named());
}

void MetricChart::markChanges() {
    stale_.all = true;
    std::vector<ChangeMarks::Mark> marks;
    for (const RunGraphs* graphs : runs_.all()) {
        const DrawnRun& run = graphs->run();
        if (graphs->isShown() && (run.role == RunRole::Present || run.role == RunRole::Compared))
            for (const ChangeMark& change : run.changes)
                marks.push_back({scale_.position(run, change.epochs), change.text, theme_.style(run.slot).colour});
    }
    changeMarks_->setMarks(std::move(marks));
}

void MetricChart::setHorizontalView(std::optional<AxisRange> range) {
    axes_.setHorizontalView(range);
    drawRuns();
    refresh();
    emit zoomChanged(axes_.horizontalView(), axes_.verticalView());
}

void MetricChart::setVerticalView(std::optional<AxisRange> range) {
    stale_.all = true;
    axes_.setVerticalView(range);
    refresh();
    emit zoomChanged(axes_.horizontalView(), axes_.verticalView());
}

void MetricChart::showCursor(std::optional<std::int64_t> epoch) { cursor_->show(epoch, runs_.all(), scale_); }

std::optional<std::int64_t> MetricChart::cursorEpoch() const {
    return cursor_->isShown() ? std::optional(cursor_->box().readOut().epoch) : std::nullopt;
}

const ReadOutBox& MetricChart::readOutBox() const { return cursor_->box(); }

QStringList MetricChart::lineNames() const { return lineEnds_->shownNames(); }

void MetricChart::standAlone(int roomForNames) {
    leaveRoom(roomForNames);
    QFont bold = theme_.font;
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.25);
    if (!title_) {
        plotLayout()->insertRow(0);
        title_ = new QCPTextElement(this);
        plotLayout()->addElement(0, 0, title_);
    }
    setAntialiasedElements(antialiasedElements() | QCP::aePlottables); // it is drawn once
    title_->setText(scale_.title());
    title_->setFont(bold);
    title_->setTextColor(theme_.text);
    runs_.cutOff(axes_.horizontal(), axes_.vertical());
    runs_.showKey(*legend);
    const auto free = scale_.rises() ? Qt::AlignBottom : Qt::AlignTop;
    axisRect()->insetLayout()->setInsetAlignment(0, free | Qt::AlignRight);
}

void MetricChart::refresh() {
    const Stale stale = std::exchange(stale_, {.all = false});
    if (stale.all)
        return replot(QCustomPlot::rpQueuedReplot);
    if (stale.trace)
        layer(QLatin1String(ChartLayers::batches))->replot();
    if (stale.present)
        layer(QLatin1String(ChartLayers::present))->replot();
}

} // namespace unroll
