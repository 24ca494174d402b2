// The command line as values. What can't be understood is thrown as UsageError; nothing here ends the program.
#pragma once

#include "app/option_parser.h"
#include "engine/session/hyperparameters.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace unroll {

// unroll [options]
struct WindowOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names; the form remembers the others
    bool start = false;                          // begin training at once
};

// unroll train [options]
struct TrainOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names
    std::optional<std::filesystem::path> from;   // a model whose weights it starts from
    std::optional<std::filesystem::path> resume; // the run directory it goes on with; neither `from` nor `out` then
    std::optional<std::filesystem::path> out;    // the run directory
    bool force = false;                          // overwrite what is in it
    bool json = false;
    bool quiet = false;
};

enum class Split { Train, Test };

// unroll evaluate MODEL [options]
struct EvaluateOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::optional<std::filesystem::path> logits;
    bool json = false;
};

// unroll inspect MODEL --index N [options]
struct InspectOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::int64_t index = 0; // of the image, counted from 0
    bool json = false;
};

// --help, --version: nothing but a text for standard output.
struct ShowText {
    std::string text;
};

using CommandLine = std::variant<WindowOptions, TrainOptions, EvaluateOptions, InspectOptions, ShowText>;

// `arguments` without the program's name; `defaultData` is what --data is when it is not given. Throws UsageError.
CommandLine parseCommandLine(std::span<const std::string> arguments, const std::string& defaultData);

} // namespace unroll
