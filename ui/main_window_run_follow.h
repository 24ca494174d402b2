// Follows the session's run and writes it into the list of runs: its values, its state, what was changed while it
// trained, and its weights whenever it comes to rest.
#pragma once

#include "ui/models/run_list.h"
#include "ui/session/session_controller.h"

#include <QObject>

#include <functional>

namespace unroll {

class RunFollower : public QObject {
    Q_OBJECT

public:
    // `drags` tells whether the run that begins was started by a drag. Controller and list outlive the follower.
    RunFollower(SessionController& controller, RunList& list, std::function<bool()> drags, QObject* parent);

    // A run of the list becomes the session's run again, at rest, with all epochs it can still have. Only one that has
    // no obstacleToGoOn().
    void goOn(RunId id);

    // The runs that begin from now on belong to this group; 0 ends it.
    void setGroup(RunId group) { group_ = group; }

signals:
    void kept(); // the present run's weights are in the list

private:
    void begin(const SessionInfo& info);
    void restart();
    void addBatches(const std::vector<BatchMetrics>& batches);
    void addEpochs(const std::vector<EpochMetrics>& epochs);
    void followState(SessionController::State state);
    void keep(const RunRecord& record);
    void markChanges();

    SessionController& controller_;
    RunList& list_;
    std::function<bool()> drags_;
    RunId group_ = 0;
    RunId goingOn_ = 0;
    std::uint64_t goingOnRun_ = 0; // the controller's number of the run that goes on
};

} // namespace unroll
