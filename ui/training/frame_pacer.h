// When the window shows what is new: all of it at once, so often as PicturePace says. Lives on the window's thread.
#pragma once

#include "ui/training/picture_pace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace unroll {

class FramePacer : public QObject {
    Q_OBJECT

public:
    explicit FramePacer(QObject* parent = nullptr);

    // There is something new: frame() comes from the event loop, as soon as the pace allows.
    void request();

    // Whether there is a training that every picture holds up, as there is at first. Where there is none, what is new
    // is shown with the next turn of the event loop, to which a few milliseconds are left.
    void setTraining(bool training) { training_ = training; }
    static constexpr std::chrono::milliseconds atRest{4};

    // Counts as a frame, for who had to show something at once.
    void begin();

signals:
    void frame();

private:
    bool training_ = true;
    QTimer timer_;
    QElapsedTimer sinceFrame_;
    std::chrono::nanoseconds computedBefore_{}; // by this thread, before the last frame
    PicturePace pace_;
};

} // namespace unroll
