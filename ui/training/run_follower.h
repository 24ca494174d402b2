// Follows the session's run and writes it into the list of runs: its values, its state, what was changed while it
// trained, and its weights whenever it comes to rest.
#pragma once

#include "ui/state/run_list.h"
#include "ui/training/session_controller.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace unroll {

class RunFollower : public QObject {
    Q_OBJECT

public:
    RunFollower(SessionController& controller, RunList& list, QObject* parent = nullptr); // both outlive the follower

    // A run of the list becomes the session's run again, at rest, with all epochs it can still have. Only one that has
    // no obstacleToGoOn().
    void goOn(RunId id);

    // Hands over the record of a row. The present run's as far as it has come: at once where the list has it, and
    // otherwise as soon as the session has delivered it, between two steps, or a null pointer when another run begins
    // before. Of any other row what the list has, perhaps a null pointer. Nothing when `context` dies before.
    using RecordTaker = std::function<void(const std::shared_ptr<const RunRecord>&)>;
    void withRecord(RunId id, QObject* context, RecordTaker taker);

    // The runs that begin from now on belong to this group; 0 ends it.
    void setGroup(RunId group) { group_ = group; }

signals:
    void kept(); // the present run's weights are in the list

private:
    bool drags() const { return controller_.origin() == TrainOrigin::Drag; }
    void begin(const SessionInfo& info);
    void restart();
    void addBatches(const std::vector<BatchMetrics>& batches);
    void addEpochs(const std::vector<EpochMetrics>& epochs);
    void followState(SessionController::State state);
    void keep(const std::shared_ptr<const RunRecord>& record);
    void handOver(const std::shared_ptr<const RunRecord>& record);
    void dropWishes();
    void markChanges();

    // Somebody waits for the present run's record.
    struct Wish {
        RunPosition position; // that it has to have come to
        QPointer<QObject> context;
        RecordTaker taker;
    };

    SessionController& controller_;
    RunList& list_;
    std::vector<Wish> wishes_;
    RunId group_ = 0;
    RunId goingOn_ = 0;
    std::uint64_t goingOnRun_ = 0; // the controller's number of the run that goes on
};

} // namespace unroll
