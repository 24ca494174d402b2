// Trains one setting with several seeds, one after the other, as a group of runs.
//
// The form keeps the first seed, so that another setting is trained with the same ones. A pause holds the series, and
// it goes on with the run. Stop ends it, and so does whatever else begins a run; what was trained until then stays.
#pragma once

#include "ui/state/run_list.h"
#include "ui/training/session_controller.h"

#include <QObject>

namespace unroll {

class RunFollower;

class SeedSeries : public QObject {
    Q_OBJECT

public:
    // All of them outlive the series.
    SeedSeries(SessionController& controller, RunList& list, RunFollower& follower, QObject* parent = nullptr);

    // The setting with its seed, the next one, and so on.
    void start(const Hyperparameters& setting, std::int64_t seeds);

    bool isRunning() const { return group_ != 0; }

signals:
    void started(const unroll::Hyperparameters& setting); // with its first seed, before any run of it begins

private:
    void trainNext();
    void followRun();
    void followState(SessionController::State state);
    void end();

    SessionController& controller_;
    RunList& list_;
    RunFollower& follower_;
    Hyperparameters setting_; // of the next run
    std::int64_t left_ = 0;   // runs still to begin
    RunId group_ = 0;
    bool beginning_ = false; // a run of the series
};

} // namespace unroll
