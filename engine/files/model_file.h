// model.safetensors: trained weights together with the hyperparameters they were trained with.
//
// __metadata__: every row of the hyperparameter table by its key, and what images the network reads: "pixels",
// "classes"; all as texts.
#pragma once

#include "engine/files/run_config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unroll {

struct TrainedModel {
    Hyperparameters hyperparameters; // the file's metadata
    std::vector<NamedTensor> weights;
    std::optional<ImageFormat> images{}; // nothing when an older file does not tell

    bool operator==(const TrainedModel&) const = default;
};

// The bytes of model.safetensors.
std::string modelBytes(const TrainedModel& model);

// Reads a model file, or the model.safetensors in a run directory. Throws std::runtime_error with one sentence that
// names the file; a hyperparameter this version does not know is an error, for the weights would be misread.
TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory);

} // namespace unroll
