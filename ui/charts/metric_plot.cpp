#include "ui/charts/metric_plot.h"

#include "ui/charts/plot_header.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/read_out_box.h"
#include "ui/theme/spacing.h"

#include <QAccessible>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace unroll {

MetricPlot::MetricPlot(PlotKind kind, QWidget* parent)
    : QWidget(parent)
    , kind_(kind) {
    header_ = new PlotHeader(kind, this);
    chart_ = new MetricChart(kind, this);
    chart_->setAccessibleName(kind == PlotKind::Accuracy ? tr("Accuracy over the training")
                                                         : tr("Loss over the training"));
    chart_->setToolTip(tr("Drag to zoom, Shift and drag to move, turn the wheel, double-click for the whole run; the "
                          "arrow keys read the epochs out"));
    chart_->setMinimumSize(240, 100);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(chart_, 1);
    wire();
}

void MetricPlot::wire() {
    connect(header_, &PlotHeader::viewChosen, this, &MetricPlot::viewChosen);
    connect(header_, &PlotHeader::fitChosen, this, &MetricPlot::fitChosen);
    connect(chart_, &MetricChart::horizontalChosen, this, &MetricPlot::horizontalChosen);
    connect(chart_, &MetricChart::axisPlaced, this, [this](const AxisRange& range, int left, int right) {
        emit axisPlaced(range, chart_->x() + left, chart_->x() + right);
    });
    connect(chart_, &MetricChart::zoomChanged, this, [this] { header_->setZoomed(chart_->isZoomed()); });
    connect(chart_, &MetricChart::zoomChanged, this, &MetricPlot::zoomChanged);
    connect(chart_, &MetricChart::cursorMoved, this, [this](const std::optional<std::int64_t>& epoch) {
        describe();
        emit cursorMoved(epoch);
    });
}

void MetricPlot::setReferences(const std::vector<DrawnRun>& references) {
    chart_->setReferences(references);
    refresh();
}

void MetricPlot::showReferences(bool shown) {
    chart_->showReferences(shown);
    refresh();
}

void MetricPlot::setRuns(const std::vector<DrawnRun>& runs) {
    chart_->setRuns(runs);
    refresh();
}

void MetricPlot::startRun(const Hyperparameters& hyperparameters, const SessionInfo& info, const RunTrace& earlier) {
    batchesPerEpoch_ = info.batchesPerEpoch;
    lastTest_.reset();
    running_.clear();
    header_->setRunning({});
    const DrawnRun& before = chart_->present();
    DrawnRun run;
    run.role = RunRole::Present;
    run.id = before.id;
    run.name = before.name;
    run.slot = before.slot;
    run.imagesPerEpoch = static_cast<double>(info.trainImages);
    std::ranges::transform(earlier.points(), std::back_inserter(run.batches), batchPoint);
    chart_->beginRun(run, info.batchesPerEpoch);
    chart_->setPlannedEpochs(static_cast<double>(hyperparameters.epochs));
    showFigure();
    refresh();
}

// Said after every epoch, and mostly nothing new.
void MetricPlot::setPresent(std::uint64_t id, const QString& name, int slot) {
    const DrawnRun& present = chart_->present();
    if (present.id == id && present.name == name && present.slot == slot)
        return;
    chart_->namePresent(id, name, slot);
    header_->setSlot(slot);
    refresh();
}

void MetricPlot::showAxisTitle(bool shown) { chart_->showAxisTitle(shown); }

void MetricPlot::showPresent(bool shown) {
    if (shown == showsPresent())
        return;
    chart_->showPresent(shown);
    refresh();
}

bool MetricPlot::showsPresent() const { return chart_->showsPresent(); }

void MetricPlot::setPlannedEpochs(std::int64_t epochs) {
    chart_->setPlannedEpochs(static_cast<double>(epochs));
    refresh();
}

void MetricPlot::setBeginning(std::optional<double> epochs) { chart_->setBeginning(epochs); }

void MetricPlot::setGroupFigure(const std::optional<Spread>& figure) {
    if (figure == groupFigure_)
        return;
    groupFigure_ = figure;
    showFigure();
}

void MetricPlot::compareWith(const std::optional<PlotComparison>& comparison) { header_->setComparison(comparison); }

void MetricPlot::showFigure() {
    if (!groupFigure_)
        header_->setValue(lastTest_);
    else if (groupFigure_->count > 1)
        header_->setValue(groupFigure_->mean, groupFigure_->deviation);
    else
        header_->setValue(groupFigure_->mean);
    describe();
}

void MetricPlot::addBatches(std::span<const TracePoint> batches) {
    std::vector<BatchPoint> points;
    points.reserve(batches.size());
    std::ranges::transform(batches, std::back_inserter(points), batchPoint);
    chart_->addBatches(points);
    if (!batches.empty() && !lastTest_)
        showRunning(batches);
}

// Not of a training that is quick to tell more.
void MetricPlot::showRunning(std::span<const TracePoint> batches) {
    constexpr double quick = 1; // seconds
    for (const TracePoint& point : batches)
        running_.add(kind_ == PlotKind::Accuracy ? meanAccuracy(point) : meanLoss(point), point.means.batches);
    if (batches.back().seconds > quick)
        header_->setRunning(running_.value());
}

void MetricPlot::addEpochs(std::span<const EpochMetrics> epochs) {
    if (epochs.empty())
        return;
    chart_->addEpochs(epochs);
    lastTest_ = kind_ == PlotKind::Accuracy ? epochs.back().testAccuracy : epochs.back().testLoss;
    showFigure();
}

void MetricPlot::markDivergence(const Divergence& divergence) {
    chart_->markDivergence(position(divergence, batchesPerEpoch_));
}

void MetricPlot::setChanges(const std::vector<ChangeMark>& changes) {
    if (changes == chart_->present().changes)
        return;
    chart_->setChanges(changes);
    refresh();
}

void MetricPlot::rest() {
    chart_->revealLastBatch();
    refresh();
}

void MetricPlot::refresh() { chart_->refresh(); }

void MetricPlot::setView(const PlotView& view) {
    header_->setView(view);
    chart_->setView(view);
    refresh();
}

void MetricPlot::setHorizontalView(const std::optional<AxisRange>& range) { chart_->setHorizontalView(range); }

void MetricPlot::showCursor(const std::optional<std::int64_t>& epoch) { chart_->showCursor(epoch); }

void MetricPlot::fit() {
    chart_->setVerticalView({});
    setHorizontalView({});
}

PlotData MetricPlot::data() const { return chart_->data(); }

const QWidget* MetricPlot::canvas() const { return chart_; }

void MetricPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && chart_) {
        chart_->setTheme(screenTheme(*this));
        refresh();
    }
    QWidget::changeEvent(event);
}

// Of the cursor's epoch, where there is one, and otherwise of the run as it stands.
void MetricPlot::describe() {
    if (chart_->cursorEpoch())
        chart_->setAccessibleDescription(chart_->readOutBox().readOut().text());
    else if (lastTest_ || groupFigure_)
        chart_->setAccessibleDescription(tr("At present on the test images: %1").arg(header_->valueText()));
    else
        chart_->setAccessibleDescription(tr("Nothing is trained yet"));
    QAccessibleEvent changed(chart_, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace unroll
