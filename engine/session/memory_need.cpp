#include "engine/session/memory_need.h"

#include "engine/session/session_setup.h"
#include "engine/training/evaluation.h"
#include "engine/training/trainer.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double gigabyte = 1e9;

// Of one epoch's images, as a network reads them.
double imageBytes(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data) {
    const auto images = static_cast<double>(trainImages(hyperparameters, data));
    if (ImageReader::fastestWay(data.train, description) == Pixels::Dense)
        return images * static_cast<double>(data.pixelsPerImage());
    const double inked = static_cast<double>(data.train.inkedPixels()) / static_cast<double>(data.train.count);
    return images * sizeof(SparseImages::Pixel) * (inked + static_cast<double>(description.cells));
}

std::string amount(double bytes) {
    return bytes < 10 * gigabyte ? std::to_string(std::llround(bytes / 1e6)) + " MB"
                                 : std::to_string(std::llround(bytes / gigabyte)) + " GB";
}

} // namespace

double networkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data) {
    const std::int64_t images = trainImages(hyperparameters, data);
    const int threads = threadCount(hyperparameters.threads);
    const auto lists = static_cast<std::int64_t>(sizeof(std::uint32_t)) * (images + testImages(hyperparameters, data));
    return static_cast<double>(
        lists + Evaluator::bytes(description, threads, ImageReader::fastestWay(data.test, description)) +
        Trainer::bytes(description, std::min(hyperparameters.batch, images), optimizerSettings(hyperparameters),
                       ImageReader::fastestWay(data.train, description)));
}

double leastDrawnMemory(const Hyperparameters& hyperparameters, const ModelDescription& description,
                        const Dataset& data) {
    const bool draws = hyperparameters.fresh || augmentationOf(hyperparameters).moves();
    return draws ? 2 * imageBytes(hyperparameters, description, data) : 0;
}

void checkMemory(const Hyperparameters& hyperparameters, const ModelDescription& description, const Dataset& data,
                 double available) {
    const double needed = networkMemory(hyperparameters, description, data);
    if (needed > available)
        throw HyperparameterError("This network needs about " + amount(needed) + " of memory and there are " +
                                      amount(available),
                                  "take fewer cells, layers or threads, or a smaller hidden size or batch.");
    const double drawn = leastDrawnMemory(hyperparameters, description, data);
    if (needed + drawn > available)
        throw HyperparameterError("Drawing the images anew for every epoch takes more than " + amount(drawn) +
                                      " of memory, and " + amount(available - needed) + " are free beside the network",
                                  "leave out shift, rotate and fresh, or train on fewer images.");
}

void checkBatchMemory(std::int64_t images, const ModelDescription& description, Pixels pixels, double available) {
    const auto needed = static_cast<double>(Trainer::bytesOfResizing(description, images, pixels));
    if (needed > available)
        throw HyperparameterError("Batches of " + std::to_string(images) + " images need about " + amount(needed) +
                                      " of memory beside what the training has, and " + amount(available) + " are free",
                                  "take a smaller batch.", "batch");
}

} // namespace unroll
