// A test set for data that comes without one: a share of the training images that the network never trains on.
#pragma once

#include "engine/data/dataset.h"

#include <cstdint>

namespace unroll {

// As MNIST divides its images: 10,000 of 70,000.
inline constexpr double heldOutShare = 1.0 / 7;
inline constexpr std::uint64_t heldOutSeed = 1;

// Moves images from dataset.train to dataset.test, which must be empty. Every class gives the same share of its images,
// rounded, but one at least when it has two; the seed says which. Both sets keep the order of the images. The same bits
// everywhere. Throws std::runtime_error with one sentence when there are fewer than two images, and
// std::invalid_argument for a share that is not between 0 and 1.
void holdOut(Dataset& dataset, double share = heldOutShare, std::uint64_t seed = heldOutSeed);

} // namespace unroll
