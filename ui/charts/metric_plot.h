// One metric of the present run and of those it is compared with: the number that matters above its curves.
#pragma once

#include "ui/plots/plot_data.h"
#include "ui/state/run_trace.h"
#include "ui/state/running_mean.h"
#include "ui/state/seed_statistics.h"

#include <QWidget>

#include <optional>
#include <span>
#include <vector>

namespace unroll {

class MetricChart;
class PlotHeader;
struct PlotComparison;

class MetricPlot : public QWidget {
    Q_OBJECT

public:
    explicit MetricPlot(PlotKind kind, QWidget* parent = nullptr);

    void setReferences(const std::vector<DrawnRun>& references);
    void showReferences(bool shown);

    // All compared runs and ghosts, the most important first; they replace those set before. The present run is fed by
    // the functions below.
    void setRuns(const std::vector<DrawnRun>& runs);

    // Empties the curves and the figure. Of a run that goes on, the batches that it has trained.
    void startRun(const Hyperparameters& hyperparameters, const SessionInfo& info,
                  const RunTrace& earlier = RunTrace());
    void setPresent(std::uint64_t id, const QString& name, int slot); // what the present run is called; curves stay
    void showAxisTitle(bool shown);                                   // of the horizontal axis, in the window alone
    void showPresent(bool shown);                                     // its curves, and those of the runs after it
    bool showsPresent() const;
    void setPlannedEpochs(std::int64_t epochs); // while nothing is trained

    // Zooms to the first batches, up to so many epochs, until it is taken back; see PlotAxes::setBeginning().
    void setBeginning(std::optional<double> epochs);

    // The figure beside the title: of a group of seeds in place of the present run's own; and what it is held against.
    void setGroupFigure(const std::optional<Spread>& figure);
    void compareWith(const std::optional<PlotComparison>& comparison);

    // What the run has come to since; what is drawn changes with refresh().
    void addBatches(std::span<const TracePoint> batches);
    void addEpochs(std::span<const EpochMetrics> epochs);
    void markDivergence(const Divergence& divergence);
    void setChanges(const std::vector<ChangeMark>& changes); // of the setting, all so far
    void rest(); // nothing more comes for now: the last batch is brought into view
    void refresh();

    // How it is drawn. See PlotLink, which keeps two plots alike.
    void setView(const PlotView& view);
    void setHorizontalView(const std::optional<AxisRange>& range);
    void showCursor(const std::optional<std::int64_t>& epoch);
    void fit(); // shows the whole run

    PlotKind kind() const { return kind_; }
    PlotData data() const; // what is shown
    std::optional<double> lastTestValue() const { return lastTest_; }
    const PlotHeader& header() const { return *header_; }
    const QWidget* canvas() const; // the drawing, without the header
    const MetricChart& chart() const { return *chart_; }

signals:
    // By a person's hand.
    void viewChosen(const unroll::PlotView& view);
    void horizontalChosen(const std::optional<unroll::AxisRange>& range);
    void cursorMoved(const std::optional<std::int64_t>& epoch);
    void fitChosen();

    void zoomChanged(const std::optional<unroll::AxisRange>& horizontal, // see MetricChart
                     const std::optional<unroll::AxisRange>& vertical);

    // See MetricChart::axisPlaced(); in this plot's pixels.
    void axisPlaced(const unroll::AxisRange& range, int left, int right);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wire();
    void showFigure();
    void showRunning(std::span<const TracePoint> batches);
    void describe();

    PlotKind kind_;
    std::int64_t batchesPerEpoch_ = 1;
    std::optional<double> lastTest_;
    RunningMean running_; // of the batches, until there is a test value
    std::optional<Spread> groupFigure_;
    PlotHeader* header_ = nullptr;
    MetricChart* chart_ = nullptr;
};

} // namespace unroll
