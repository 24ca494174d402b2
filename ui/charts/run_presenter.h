// Draws the run of the session controller and those that it is compared with.
#pragma once

#include "ui/charts/drawn_run.h"
#include "ui/state/run_list.h"
#include "ui/training/session_controller.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace unroll {

class MetricPlot;

class RunPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    RunPresenter(SessionController& controller, RunList& runs, MetricPlot& accuracy, MetricPlot& loss, QObject* parent);

private:
    void beginRun();
    void addBatches(const std::vector<BatchMetrics>& batches);
    void addEpochs(const std::vector<EpochMetrics>& epochs);
    void showState(SessionController::State state);
    void scheduleCurves();
    void showCurves();
    void showFigureBesideTitle();
    void haunt();
    void fadeGhosts();
    void hideDeleted();

    SessionController& controller_;
    RunList& runs_;
    MetricPlot& accuracy_;
    MetricPlot& loss_;
    QTimer ghosts_;
    int ghostAge_ = 0; // in steps, since the last one came
    QTimer curvesDue_;
    std::vector<DrawnRun> compared_; // as the plots have them
    std::optional<std::vector<RunId>> references_;
    bool presentHadRow_ = false;
    bool presentDeleted_ = false; // until the next one begins
};

} // namespace unroll
