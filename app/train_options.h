// unroll train [options]
#pragma once

#include "engine/session/hyperparameters.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace unroll {

struct TrainOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names
    std::optional<std::filesystem::path> from;   // a model whose weights it starts from
    std::optional<std::int64_t> epoch;           // of a run in `from`: its weights at the end of that epoch
    std::optional<std::filesystem::path> resume; // the run directory it goes on with; neither `from` nor `out` then
    std::optional<std::filesystem::path> out;    // the run directory
    bool force = false;                          // overwrite what is in it
    bool json = false;
    bool quiet = false;
};

} // namespace unroll
