// Decides how often what a training tells is shown, so that looking at it does not slow it down: where all cores train,
// each picture holds up all of them.
#pragma once

#include <algorithm>
#include <chrono>

namespace unroll {

class PicturePace {
public:
    using Duration = std::chrono::nanoseconds;

    static constexpr Duration shortest = std::chrono::milliseconds(33); // eyes want no more
    static constexpr Duration longest = std::chrono::milliseconds(100); // and no less
    static constexpr int share = 25;

    // What the window's thread has computed from one picture to the next.
    void took(Duration computing) {
        const Duration counted =
            std::min(computing, longest / share); // a person may have done something else meanwhile
        cost_ = cost_ == Duration{} ? counted : (3 * cost_ + counted) / 4;
    }

    // From one picture to the next, so that the window takes at most a 25th of a core; 10 to 30 pictures a second in
    // any case.
    Duration interval() const { return std::clamp(share * cost_, shortest, longest); }

private:
    Duration cost_{}; // a mean over the last pictures
};

} // namespace unroll
