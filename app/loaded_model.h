// A trained network from a file, with the data set it is asked about.
#pragma once

#include "engine/data/catalog.h"
#include "engine/files/model_file.h"
#include "engine/nn/model.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct LoadedModel {
    TrainedModel model;
    std::shared_ptr<const Dataset> data;
    ModelDescription description;
    Arena<float> parameters;                // laid out as the description's graphs say
    std::vector<std::uint32_t> pixelPlaces; // in which order it reads an image
};

// Reads a model.safetensors, or the one in a run directory, and the named data set, or without a name the one it was
// trained with. Throws std::runtime_error with one sentence when either can't be read or they do not fit.
LoadedModel loadModel(const std::filesystem::path& file, const std::optional<std::string>& data, Catalog& catalog);

} // namespace unroll
