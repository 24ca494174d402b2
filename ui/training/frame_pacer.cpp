#include "ui/training/frame_pacer.h"

#include "ui/training/thread_clock.h"

#include <algorithm>
#include <utility>

namespace unroll {

FramePacer::FramePacer(QObject* parent)
    : QObject(parent) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, [this] {
        begin();
        emit frame();
    });
}

void FramePacer::request() {
    if (timer_.isActive())
        return;
    using std::chrono::milliseconds;
    const auto interval = training_ ? std::chrono::duration_cast<milliseconds>(pace_.interval()) : atRest;
    const auto since = sinceFrame_.isValid() ? milliseconds(sinceFrame_.elapsed()) : interval;
    timer_.start(std::max(milliseconds(0), interval - since));
}

void FramePacer::begin() {
    const auto computed = computingTime();
    pace_.took(computed - std::exchange(computedBefore_, computed));
    sinceFrame_.start();
}

} // namespace unroll
