// One metric of the present run: the number that matters above its curves.
#pragma once

#include "ui/plots/plot_data.h"

#include <QWidget>

#include <optional>
#include <span>
#include <vector>

namespace unroll {

class MetricChart;
class PlotHeader;

class MetricPlot : public QWidget {
    Q_OBJECT

public:
    explicit MetricPlot(PlotKind kind, QWidget* parent = nullptr);

    void setReferences(const std::vector<NamedCurve>& references);
    void showReferences(bool shown);

    // Empties the curves and the figure; the run before is what the next figure is compared with.
    void startRun(const Hyperparameters& hyperparameters, std::int64_t batchesPerEpoch);
    void setPlannedEpochs(std::int64_t epochs); // while nothing is trained
    void compareWith(std::optional<double> before);

    // Values of the run as they come; what is drawn changes with refresh().
    void addBatches(std::span<const BatchMetrics> batches);
    void addEpochs(std::span<const EpochMetrics> epochs);
    void markDivergence(const Divergence& divergence);
    void rest(); // nothing more comes for now: the last batch is brought into view
    void refresh();

    PlotData data() const;
    std::optional<double> lastTestValue() const { return lastTest_; }
    const PlotHeader& header() const { return *header_; }
    const QWidget* canvas() const; // the drawing, without the header

protected:
    void changeEvent(QEvent* event) override;

private:
    void describe();

    PlotKind kind_;
    std::int64_t batchesPerEpoch_ = 1;
    std::optional<double> lastTest_;
    PlotHeader* header_ = nullptr;
    MetricChart* chart_ = nullptr;
};

} // namespace unroll
