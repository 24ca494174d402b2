// The command line as values. What can't be understood is thrown as UsageError; nothing here ends the program.
#pragma once

#include "app/image_import.h"
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
    std::optional<std::int64_t> epoch;           // of a run in `from`: its weights at the end of that epoch
    std::optional<std::filesystem::path> resume; // the run directory it goes on with; neither `from` nor `out` then
    std::optional<std::filesystem::path> out;    // the run directory
    bool force = false;                          // overwrite what is in it
    bool json = false;
    bool quiet = false;
};

// What the command line says of a model's network, for files that do not tell all of it.
struct NetworkOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names
};

enum class Split { Train, Test };

// unroll evaluate MODEL [options]
struct EvaluateOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::optional<std::filesystem::path> logits;
    NetworkOptions network;
    bool json = false;
};

// unroll inspect MODEL --index N [options]
struct InspectOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::optional<std::int64_t> index;          // of the image, counted from 0; the first where neither is given
    std::optional<std::filesystem::path> image; // a picture file in place of one of the data set's
    bool asIs = false;                          // the picture is as the model's images are
    bool check = false;                         // the gradient check of the network in place of how it reads
    bool sharpness = false;                     // the largest eigenvalue of its Hessian in place of that
    std::optional<std::int64_t> images;         // how many are looked at for the sharpness
    NetworkOptions network;
    bool json = false;
};

// unroll predict MODEL IMAGE... [options]
struct PredictOptions {
    std::filesystem::path model;               // a model.safetensors or a run directory
    std::vector<std::filesystem::path> images; // picture files
    std::optional<std::string> data;           // the model's own when not given
    NetworkOptions network;
    bool asIs = false; // the pictures are as the model's images are
    bool json = false;
};

// unroll data list
struct DataListOptions {
    bool json = false;
};

// unroll data check NAME_OR_DIR
struct DataCheckOptions {
    std::string data;
    bool json = false;
};

// unroll data generate DIR
struct DataGenerateOptions {
    std::filesystem::path folder;
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> trainImages;
    std::optional<std::int64_t> testImages;
};

// unroll data fetch NAME
struct DataFetchOptions {
    std::string name;
    std::optional<std::filesystem::path> source; // a description of one's own of where it lies
    bool quiet = false;
};

// unroll data import FOLDER DIR
struct DataImportOptions {
    std::filesystem::path images;
    std::filesystem::path folder;
    ImportOptions import;
};

// --help, --version: nothing but a text for standard output.
struct ShowText {
    std::string text;
};

using DataOptions =
    std::variant<DataListOptions, DataCheckOptions, DataGenerateOptions, DataFetchOptions, DataImportOptions>;
using CommandLine =
    std::variant<WindowOptions, TrainOptions, EvaluateOptions, InspectOptions, PredictOptions, DataOptions, ShowText>;

// `arguments` without the program's name; `defaultData` is what --data is when it is not given. Throws UsageError.
CommandLine parseCommandLine(std::span<const std::string> arguments, const std::string& defaultData);

} // namespace unroll
