// The weights of a network at one moment of its training, to be looked at while the training goes on.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace unroll {

// When: after so many batches of a run.
struct Moment {
    std::uint64_t run = 0;
    std::int64_t step = 0; // batches trained
    double epochs = 0;     // the same in epochs: 1.5 is the middle of the second

    bool operator==(const Moment&) const = default;
};

// Not changed any more once somebody else can see it.
struct Snapshot {
    Moment moment{};
    std::vector<float> parameters{}; // all of them, in one block of the network's layout

    bool operator==(const Snapshot&) const = default;
};

// The weights at the end of an epoch; 0 is before the first.
struct PastEpoch {
    std::int64_t epoch = 0;
    std::shared_ptr<const Snapshot> snapshot{};

    bool operator==(const PastEpoch&) const = default; // of the same block, not of equal ones
};

} // namespace unroll
