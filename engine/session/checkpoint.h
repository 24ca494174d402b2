// Where a training stands, as a value: another session of the same setting and data goes on from it with the same bits.
//
// There is no generator among it: the order of an epoch's images is a function of the seed and the epoch.
#pragma once

#include "engine/session/hyperparameters.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unroll {

// Sums over the present epoch.
struct EpochSums {
    std::int64_t images = 0; // trained
    std::int64_t right = 0;
    double loss = 0; // times images
    double gradientNorm = 0;
    double seconds = 0;
    std::int64_t allocatedBytes = 0;
    std::int64_t evaluated = 0; // test images
    std::int64_t testRight = 0;
    double testLoss = 0;

    bool operator==(const EpochSums&) const = default;
};

struct TrainingProgress {
    std::int64_t epoch = 1;  // the present one, counted from 1
    std::int64_t batch = 0;  // trained in it
    std::int64_t step = 0;   // batches trained in all
    double seconds = 0;      // trained before this epoch
    std::int64_t images = 0; // in a batch of the epoch that began last; 0 before the first
    EpochSums sums{};
    bool diverged = false; // in the last batch

    bool operator==(const TrainingProgress&) const = default;
};

struct Checkpoint {
    TrainingProgress progress;
    std::vector<float> parameters;             // the network's block (see Trainer::parameters())
    std::vector<float> optimizer;              // see Optimizer::state()
    std::int64_t updates = 0;                  // that the optimizer has done
    std::vector<float> start;                  // the initial parameters when they were given and not drawn
    std::vector<HyperparameterChange> changes; // while it trained, oldest first
    std::vector<std::string> simd{};           // see SessionInfo::simd: on which it trained, the last one last; none
                                               // where it is not known

    bool operator==(const Checkpoint&) const = default;
};

} // namespace unroll
