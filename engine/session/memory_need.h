// How much memory a training takes at least, so that one that can't fit is refused with a sentence before the system
// ends the program.
#pragma once

#include "engine/nn/model.h"
#include "engine/session/hyperparameters.h"

namespace unroll {

// Bytes: the weights, a gradient of them for every shard of a batch, what the optimizer remembers of them, and every
// state that the backward pass needs. There is more, so that what is refused for this really does not fit.
double leastMemory(const Hyperparameters& hyperparameters, const ModelDescription& description);

// Throws HyperparameterError when that is more than `available` bytes.
void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, double available);

} // namespace unroll
