// unroll predict: what a trained network says of pictures.
#pragma once

#include "app/command.h"
#include "app/model_options.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct PredictOptions {
    std::filesystem::path model;               // a model.safetensors or a run directory
    std::vector<std::filesystem::path> images; // picture files
    std::optional<std::string> data;           // the model's own when not given
    NetworkOptions network;
    bool asIs = false; // the pictures are as the model's images are
    bool json = false;
};

// Answers for every picture that can be read, in their order; then throws std::runtime_error with one sentence that
// names those that can't, or that show no digit. Throws it as well when the model can't be read, or when neither the
// model nor a data set tells the width and height of its images.
ExitStatus runPredict(const PredictOptions& options, Catalog& catalog, const Console& console);

Command predictCommand();

} // namespace unroll
