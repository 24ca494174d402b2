#include "engine/session/memory_need.h"

#include "engine/session/session_setup.h"
#include "engine/training/image_reader.h"
#include "engine/training/optimizer.h"

#include <cmath>

namespace unroll {
namespace {

constexpr double shardImages = 50; // see Trainer
constexpr double gigabyte = 1e9;

double recurrentWeights(const ModelDescription& description) {
    const auto hidden = static_cast<double>(description.hidden);
    switch (description.cell) {
    case CellKind::Indrnn:
        return hidden;
    case CellKind::Gru:
        return 3 * hidden * hidden;
    case CellKind::Lstm:
        return 4 * hidden * hidden;
    case CellKind::Vanilla:
        break;
    }
    return hidden * hidden;
}

double optimizerBlocks(OptimizerKind kind) {
    return kind == OptimizerKind::Sgd ? 0 : kind == OptimizerKind::Adam ? 2 : 1;
}

// Of one epoch's images, as a network reads them.
double imageBytes(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data) {
    const auto images = static_cast<double>(trainImages(hyperparameters, data));
    if (ImageReader::fastestWay(data.train, description) == Pixels::Dense)
        return images * static_cast<double>(data.pixelsPerImage());
    const double inked = static_cast<double>(data.train.inkedPixels()) / static_cast<double>(data.train.count);
    return images * sizeof(SparseImages::Pixel) * (inked + static_cast<double>(description.cells));
}

std::string megabytes(double bytes) { return std::to_string(std::llround(bytes / 1e6)) + " MB"; }

std::string gigabytes(double bytes) { return std::to_string(std::llround(bytes / gigabyte)) + " GB"; }

} // namespace

double leastMemory(const Hyperparameters& hyperparameters, const ModelDescription& description) {
    const auto layers = static_cast<double>(description.layers);
    const auto batch = static_cast<double>(hyperparameters.batch);
    const double weights = layers * recurrentWeights(description);
    const double blocks =
        1 + std::ceil(batch / shardImages) + optimizerBlocks(optimizerNamed(hyperparameters.optimizer));
    const double states = batch * layers * static_cast<double>(description.cells * description.hidden);
    return static_cast<double>(sizeof(float)) * (weights * blocks + states);
}

double leastDrawnMemory(const Hyperparameters& hyperparameters, const ModelDescription& description,
                        const Dataset& data) {
    const bool draws = hyperparameters.fresh || augmentationOf(hyperparameters).moves();
    return draws ? 2 * imageBytes(hyperparameters, description, data) : 0;
}

void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data,
                 double available) {
    const double needed = leastMemory(hyperparameters, description);
    if (needed > available)
        throw HyperparameterError("This network needs more than " + gigabytes(needed) + " of memory and there are " +
                                  gigabytes(available) +
                                  ": take fewer cells or layers, or a smaller hidden size or "
                                  "batch.");
    const double drawn = leastDrawnMemory(hyperparameters, description, data);
    if (needed + drawn > available)
        throw HyperparameterError(
            "Drawing the images anew for every epoch takes more than " + megabytes(drawn) + " of memory, and " +
            megabytes(available - needed) +
            " are free beside the network: leave out shift, rotate and fresh, or train on fewer images.");
}

} // namespace unroll
