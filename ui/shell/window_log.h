// Says on standard error what the window does, for scripts that drive the program and for measuring it: when it is
// painted for the first time, which state a run enters, and where the named controls are. It speaks with
// QT_LOGGING_RULES="unroll.window=true" and is not there otherwise.
//
//   painted 1763900000123               milliseconds since 1970
//   state 2 Finished                    of the run that was begun as the second
//   place etaslider 120 422 40 24       x, y, width and height in the window; before every state, and after resizing
#pragma once

#include "ui/training/session_controller.h"

#include <QTimer>
#include <QWidget>

namespace unroll {

class WindowLog : public QObject {
    Q_OBJECT

public:
    static bool isWanted();

    // Both outlive the log.
    WindowLog(const SessionController& controller, QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void sayState();
    void sayPlaces();

    const SessionController& controller_;
    QWidget& window_;
    QTimer placesDue_;
    bool painted_ = false;
};

} // namespace unroll
