// model.safetensors: trained weights together with the hyperparameters they were trained with.
#pragma once

#include "engine/session/session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unroll {

struct TrainedModel {
    Hyperparameters hyperparameters; // the file's metadata
    std::vector<NamedTensor> weights;

    bool operator==(const TrainedModel&) const = default;
};

// The bytes of model.safetensors.
std::string modelBytes(const TrainedModel& model);

// Reads a model file, or the model.safetensors in a run directory. Throws std::runtime_error with one sentence that
// names the file; a hyperparameter this version does not know is an error, for the weights would be misread.
TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory);

} // namespace unroll
