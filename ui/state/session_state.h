// The states of a training as the window sees them.
#pragma once

#include <string>

namespace unroll {

enum class SessionState {
    Empty,     // nothing configured yet, or the last configure() failed
    Preparing, // data is loaded, the network set up
    Ready,     // at the initial weights
    Running,
    Paused,   // somewhere in between; train() goes on
    Finished, // all epochs done
    Stopped,  // by stop() or a failed step: what was trained is kept, train() goes on
    Diverged  // the loss is no longer finite
};

// Why something could not be done.
struct Failure {
    std::string sentence;  // for a person: what, where, and what to do
    std::string problem{}; // of a setting that can't be: the sentence without what to do; otherwise empty
    std::string key{};     // of the row of the table at fault, where it is a single one

    bool operator==(const Failure&) const = default;
};

// Who asked for a training.
enum class TrainOrigin {
    Button,
    Drag,  // a control was moved: the runs on the way are drafts
    Seeds, // one of a series
    Fork   // it starts from the weights of a past epoch
};

} // namespace unroll
