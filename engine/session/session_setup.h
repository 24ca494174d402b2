// What a setting stands for once the data is known.
#pragma once

#include "engine/data/augmentation.h"
#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/hyperparameters.h"
#include "engine/training/optimizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unroll {

// The network that a setting stands for on images of so many pixels and classes. Throws HyperparameterError when the
// cells do not divide the pixels.
ModelDescription describeModel(const Hyperparameters& hyperparameters, Index pixels, Index classes);

// Where the pixels of the data's images are read, in the setting's order (see reading_order.h).
std::vector<std::uint32_t> pixelPlaces(const Hyperparameters& hyperparameters, const Dataset& data);

// How many images the setting takes of each set.
std::int64_t trainImages(const Hyperparameters& hyperparameters, const Dataset& data);
std::int64_t testImages(const Hyperparameters& hyperparameters, const Dataset& data);

// The setting's optimizer.
OptimizerSettings optimizerSettings(const Hyperparameters& hyperparameters);

// How the setting moves its training images.
Augmentation augmentationOf(const Hyperparameters& hyperparameters);

// The number of threads that `threads` asks for: 0 is one for each processor that the program may use (see
// processors.h).
int threadCount(std::int64_t threads);

} // namespace unroll
