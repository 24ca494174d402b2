// Decides how often the watched digits are predicted anew, so that looking at a training does not slow it down.
#pragma once

#include <chrono>

namespace unroll {

class PredictionPace {
public:
    using Clock = std::chrono::steady_clock;

    // Whether looking costs at most a twentieth of the time since it was last done.
    bool affordable(Clock::time_point now) const { return now - last_ >= 20 * cost_; }

    // Whether it is also a fifth of a second ago: eyes want no more, and painting costs, too.
    bool due(Clock::time_point now) const { return affordable(now) && now - last_ >= std::chrono::milliseconds(200); }

    void done(Clock::time_point begin, Clock::time_point end) {
        cost_ = end - begin;
        last_ = end;
    }

private:
    Clock::time_point last_{};
    Clock::duration cost_{};
};

} // namespace unroll
