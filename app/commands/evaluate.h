// unroll evaluate: measures a trained network on a data set.
#pragma once

#include "app/command.h"
#include "app/model_options.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct EvaluateOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::optional<std::filesystem::path> logits;
    NetworkOptions network;
    bool json = false;
};

// Looks at all images of the split, whatever limits the training had. Throws std::runtime_error with one sentence when
// the model or the data can't be read, do not fit each other, or the logits can't be written.
ExitStatus runEvaluate(const EvaluateOptions& options, Catalog& catalog, const Console& console);

Command evaluateCommand();

} // namespace unroll
