#include "engine/session/session_setup.h"

#include "engine/data/reading_order.h"
#include "engine/tensor/processors.h"

#include <algorithm>

namespace unroll {
namespace {

// The first `limit` of `count`; 0 takes all.
std::int64_t limited(std::int64_t count, std::int64_t limit) { return limit == 0 ? count : std::min(count, limit); }

} // namespace

ModelDescription describeModel(const Hyperparameters& hyperparameters, Index pixels, Index classes) {
    checkCells(hyperparameters, pixels);
    return {.pixels = pixels,
            .cells = hyperparameters.cells,
            .hidden = hyperparameters.hidden,
            .classes = classes,
            .activation = activationNamed(hyperparameters.activation),
            .cell = cellNamed(hyperparameters.cell),
            .layers = hyperparameters.layers,
            .output = outputNamed(hyperparameters.output)};
}

std::vector<std::uint32_t> pixelPlaces(const Hyperparameters& hyperparameters, const Dataset& data) {
    return pixelPlaces(readingOrderNamed(hyperparameters.order), data.width, data.height,
                       static_cast<std::uint64_t>(hyperparameters.seed));
}

std::int64_t trainImages(const Hyperparameters& hyperparameters, const Dataset& data) {
    return limited(data.train.count, hyperparameters.trainLimit);
}

std::int64_t testImages(const Hyperparameters& hyperparameters, const Dataset& data) {
    return limited(data.test.count, hyperparameters.testLimit);
}

OptimizerSettings optimizerSettings(const Hyperparameters& hyperparameters) {
    return {.kind = optimizerNamed(hyperparameters.optimizer), .weightDecay = hyperparameters.weightDecay};
}

Augmentation augmentationOf(const Hyperparameters& hyperparameters) {
    return {.shift = hyperparameters.shift,
            .rotate = hyperparameters.rotate,
            .seed = static_cast<std::uint64_t>(hyperparameters.seed)};
}

int threadCount(std::int64_t threads) { return threads > 0 ? static_cast<int>(threads) : usableProcessors(); }

} // namespace unroll
