// Keeps a person from losing a long training: closing the window asks when the run on show took more than a minute and
// was not saved.
#pragma once

#include "ui/session/session_controller.h"

#include <QObject>

namespace unroll {

class CloseGuard : public QObject {
    Q_OBJECT

public:
    explicit CloseGuard(SessionController& controller, QObject* parent); // the controller outlives it

    // Seconds of training that closing would lose; 0 when they are few, or saved.
    double secondsAtRisk() const;

    void noteSaved() { saved_ = true; }

private:
    void forget();

    double seconds_ = 0;
    bool saved_ = false; // with every batch that was trained
};

// Asks with a dialog whether to close all the same.
bool confirmLoss(QWidget* window, double seconds);

} // namespace unroll
