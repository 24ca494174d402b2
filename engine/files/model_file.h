// model.safetensors: trained weights together with the hyperparameters they were trained with.
//
// __metadata__: every row of the hyperparameter table by its key, and what images the network reads: "pixels",
// "classes", "class_names" (a JSON list); all as texts. Others' entries ("format": "pt") are passed over.
//
// Weights that another program wrote are read as well: what it does not tell is taken from a config.json beside the
// file that describes the same network, or from the shapes of the tensors.
#pragma once

#include "engine/files/run_config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unroll {

struct TrainedModel {
    Hyperparameters hyperparameters;
    std::vector<NamedTensor> weights;    // under our names and in our order (see foreign_weights.h)
    std::optional<ImageFormat> images{}; // nothing when the file does not tell
    std::vector<std::string> open{};     // keys of those hyperparameters that nothing tells: they have their defaults

    bool operator==(const TrainedModel&) const = default;
};

// The bytes of model.safetensors.
std::string modelBytes(const TrainedModel& model);

// Reads a model file, or the model.safetensors in a run directory. Throws std::runtime_error with one sentence that
// names the file: it can't be read, an entry of ours has a value that its row does not allow, the weights are no
// network's, or a tensor of them is not finite.
TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory);

// The same, whether the weights are finite or not.
TrainedModel readStoredModel(const std::filesystem::path& fileOrRunDirectory);

} // namespace unroll
