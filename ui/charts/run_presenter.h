// Draws the run on show, and those that it is compared with, out of the list of runs: what has come since it was drawn
// last is added, anything else drawn anew.
#pragma once

#include "ui/plots/drawn_run.h"
#include "ui/state/run_selection.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <optional>
#include <vector>

namespace unroll {

class MetricPlot;

class RunPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    RunPresenter(RunList& runs, const RunSelection& selection, MetricPlot& accuracy, MetricPlot& loss, QObject* parent);

private:
    // How much of the run on show is drawn.
    struct Drawn {
        RunId id = 0;
        std::uint64_t revision = 0; // of its trace
        std::size_t batches = 0;
        std::size_t epochs = 0;
        std::int64_t plannedEpochs = 0;
        std::int64_t batchesPerEpoch = 0;
        bool diverged = false;
        bool rests = false;
        bool begins = false; // by the batch: the axes are those of its first batches
    };

    void follow(qint64 id);
    void draw();
    bool isDrawnAnew(const Run* run) const;
    void drawAnew(const Run* run);
    void addTo(const Run& run);
    std::optional<double> beginningOf(const Run& run);
    void scheduleCurves();
    void showCurves();
    void showFigureBesideTitle();
    void haunt();
    void fadeGhosts();
    std::array<MetricPlot*, 2> plots() const { return {&accuracy_, &loss_}; }

    RunList& runs_;
    const RunSelection& selection_;
    MetricPlot& accuracy_;
    MetricPlot& loss_;
    QTimer ghosts_;
    int ghostAge_ = 0; // in steps, since the last one came
    QTimer curvesDue_;
    Drawn drawn_;
    std::vector<DrawnRun> compared_; // as the plots have them
    std::optional<std::vector<RunId>> references_;
};

} // namespace unroll
