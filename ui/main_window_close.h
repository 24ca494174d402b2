// Keeps a person from losing a long training: closing the window asks when a run that took more than a minute, the one
// on show or another of the table, was not saved.
#pragma once

#include "ui/models/run_list.h"
#include "ui/session/session_controller.h"

#include <QObject>

namespace unroll {

class CloseGuard : public QObject {
    Q_OBJECT

public:
    CloseGuard(SessionController& controller, const RunList& list, QObject* parent); // both outlive it

    // Seconds of training that closing would lose; 0 when they are few, or saved.
    double secondsAtRisk() const;

    void noteSaved() { saved_ = true; } // the run on show

private:
    void forget();
    double secondsOfPresent() const;

    const RunList& list_;
    double seconds_ = 0;
    bool saved_ = false; // with every batch that was trained
};

// Asks with a dialog whether to close all the same.
bool confirmLoss(QWidget* window, double seconds);

} // namespace unroll
