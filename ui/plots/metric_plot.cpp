#include "ui/plots/metric_plot.h"

#include "ui/look/spacing.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/plot_header.h"

#include <QEvent>
#include <QVBoxLayout>

namespace unroll {

MetricPlot::MetricPlot(PlotKind kind, QWidget* parent)
    : QWidget(parent)
    , kind_(kind) {
    header_ = new PlotHeader(kind, this);
    chart_ = new MetricChart(kind, this);
    chart_->setAccessibleName(kind == PlotKind::Accuracy ? tr("Accuracy over the epochs") : tr("Loss over the epochs"));
    chart_->setMinimumSize(240, 100);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, grid(1), 0, grid(1));
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(chart_, 1);
}

void MetricPlot::setReferences(const std::vector<NamedCurve>& references) {
    chart_->setReferences(references);
    refresh();
}

void MetricPlot::showReferences(bool shown) {
    chart_->showReferences(shown);
    refresh();
}

void MetricPlot::startRun(const Hyperparameters& hyperparameters, std::int64_t batchesPerEpoch) {
    batchesPerEpoch_ = batchesPerEpoch;
    lastTest_.reset();
    chart_->clearRun();
    chart_->setPlannedEpochs(static_cast<double>(hyperparameters.epochs));
    header_->setValue(lastTest_);
    describe();
    refresh();
}

void MetricPlot::setPlannedEpochs(std::int64_t epochs) {
    chart_->setPlannedEpochs(static_cast<double>(epochs));
    refresh();
}

void MetricPlot::compareWith(std::optional<double> before) { header_->setValueBefore(before); }

void MetricPlot::addBatches(std::span<const BatchMetrics> batches) {
    chart_->addBatches(batchCurve(batches, batchesPerEpoch_, kind_));
}

void MetricPlot::addEpochs(std::span<const EpochMetrics> epochs) {
    if (epochs.empty())
        return;
    chart_->addEpochs(trainCurve(epochs, kind_), testCurve(epochs, kind_));
    lastTest_ = kind_ == PlotKind::Accuracy ? epochs.back().testAccuracy : epochs.back().testLoss;
    header_->setValue(lastTest_);
    describe();
}

void MetricPlot::markDivergence(const Divergence& divergence) {
    chart_->markDivergence(position(divergence, batchesPerEpoch_));
}

void MetricPlot::rest() {
    chart_->revealLastBatch();
    refresh();
}

void MetricPlot::refresh() { chart_->refresh(); }

PlotData MetricPlot::data() const { return chart_->data(); }

const QWidget* MetricPlot::canvas() const { return chart_; }

void MetricPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && chart_) {
        chart_->setTheme(screenTheme(palette()));
        refresh();
    }
    QWidget::changeEvent(event);
}

void MetricPlot::describe() {
    const QString figure = header_->valueText();
    chart_->setAccessibleDescription(lastTest_ ? tr("At present on the test images: %1").arg(figure)
                                               : tr("Nothing is trained yet"));
}

} // namespace unroll
