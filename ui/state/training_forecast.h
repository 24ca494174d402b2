// How long a training will take, from how fast the last one was.
//
// A network makes as many products an image as its shape says; how many of them a second, the machine has shown. For
// the network of the last run this is its measured speed, for another one an estimate.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"

namespace unroll {

class TrainingForecast {
public:
    // A training of this setting went through so many images a second.
    void learn(const Hyperparameters& setting, const SessionInfo& info, double imagesPerSecond);

    // Seconds that all epochs of a setting take on the data that `info` tells of, evaluation included.
    double seconds(const Hyperparameters& setting, const SessionInfo& info) const;

private:
    double productsPerSecond_ = 1e10; // of forward passes; until a run was measured, what a modest processor does
};

} // namespace unroll
