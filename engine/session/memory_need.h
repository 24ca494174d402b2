// How much memory a training takes, so that one that can't fit is refused with a sentence before the system ends the
// program.
#pragma once

#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/hyperparameters.h"

namespace unroll {

// Bytes that a session takes for its network, its training and its evaluation, beside the data and the images that are
// prepared from it. All numbers are counted exactly, as the tapes are planned; what is kept of each node of a graph
// besides is an estimate on the safe side. So the sum lies between what a session really takes and 1.3 times as much:
// what is accepted fits as long as nobody else takes the memory, and what is refused might just have fitted.
double networkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data);

// Bytes that the images of two epochs take at least where every epoch has its own: those it is trained on, and those of
// the next, which are drawn meanwhile. 0 where all epochs have the set's.
double leastDrawnMemory(const Hyperparameters& hyperparameters, const ModelDescription& description,
                        const Dataset& data);

// Throws HyperparameterError when the network, or the images that are drawn beside it, take more than `available`
// bytes.
void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data,
                 double available);

// Throws HyperparameterError when a training needs more than `available` bytes for batches of another size, which it
// takes before it gives those of the present batches back.
void checkBatchMemory(std::int64_t images, const ModelDescription& description, Pixels pixels, double available);

} // namespace unroll
