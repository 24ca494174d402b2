// Says in the status line how far the run of the session controller is, how fast, and on what.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/run_progress.h"
#include "ui/training/retrain_policy.h"

#include <QObject>

#include <vector>

namespace unroll {

class StatusLine;

class StatusPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter. The list has heard of a run before.
    StatusPresenter(SessionController& controller, const RetrainPolicy& policy, const RunList& runs, StatusLine& line,
                    QObject* parent);

private:
    void beginRun();
    void addBatches(const std::vector<BatchMetrics>& batches);
    void addEpochs(const std::vector<EpochMetrics>& epochs);
    void showState(SessionController::State state);
    void showFigures();
    QString epochText(SessionController::State state) const;
    QString leftText() const;
    QString changedText() const;
    QString stateText(SessionController::State state) const;

    SessionController& controller_;
    const RetrainPolicy& policy_;
    const RunList& runs_;
    StatusLine& status_;
    RunProgress progress_;
};

} // namespace unroll
