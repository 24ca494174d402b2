// How much memory a training takes at least, so that one that can't fit is refused with a sentence before the system
// ends the program.
#pragma once

#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/hyperparameters.h"

namespace unroll {

// Bytes: the weights, a gradient of them for every shard of a batch, what the optimizer remembers of them, and every
// state that the backward pass needs. There is more, so that what is refused for this really does not fit.
double leastMemory(const Hyperparameters& hyperparameters, const ModelDescription& description);

// Bytes that the images of two epochs take where every epoch has its own: those it is trained on, and those of the
// next, which are drawn meanwhile. 0 where all epochs have the set's.
double leastDrawnMemory(const Hyperparameters& hyperparameters, const ModelDescription& description,
                        const Dataset& data);

// Throws HyperparameterError when the network, or the images that are drawn beside it, take more than `available`
// bytes.
void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data,
                 double available);

} // namespace unroll
