// Says on standard error what the window does, for scripts that drive the program and for measuring it: when it is
// painted for the first time, which state a run enters, and where the named controls are. It speaks with
// QT_LOGGING_RULES="unroll.window=true" and is not there otherwise.
//
//   painted 1763900000123               milliseconds since 1970
//   state 2 Finished                    of the run that was begun as the second
//   place etaslider 120 422 40 24       x, y, width and height in the window; before every state, and after resizing
//   view gradientView 2 LSTM, live: Healthy: ...     what a view says, of what
#pragma once

#include "ui/state/session_state.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>

namespace unroll {

class WindowLog : public QObject {
    Q_OBJECT

public:
    static bool isWanted();

    explicit WindowLog(QWidget& window); // which outlives it

    void sayState(std::uint64_t run, SessionState state); // of the run that was begun as that one
    void sayView(const QString& name, const QString& about, const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void sayPlaces();

    QWidget& window_;
    QTimer placesDue_;
    bool painted_ = false;
};

} // namespace unroll
