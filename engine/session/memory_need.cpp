#include "engine/session/memory_need.h"

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

void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, double available) {
    const double needed = leastMemory(hyperparameters, description);
    if (needed > available)
        throw HyperparameterError("This network needs more than " + gigabytes(needed) + " of memory and there are " +
                                  gigabytes(available) +
                                  ": take fewer cells or layers, or a smaller hidden size or "
                                  "batch.");
}

} // namespace unroll
