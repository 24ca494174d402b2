// A trained network from a file, with the data set it is asked about.
#pragma once

#include "app/console.h"
#include "app/model_options.h"
#include "engine/data/catalog.h"
#include "engine/files/model_file.h"
#include "engine/nn/model.h"
#include "engine/session/class_match.h"

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
    ClassMatch classes;                     // which of the network's classes the data's are

    // The names of the network's classes; where its file does not tell them, the data's.
    std::vector<std::string> classNames;

    // Whether the network knows the class that an image of the data is of.
    bool knows(std::uint8_t label) const { return classes.modelClass[label] >= 0; }

    // The first `count` images of classes that it knows, or as many as there are.
    std::vector<std::uint32_t> firstKnown(const ImageSet& set, std::int64_t count) const;

    // The images with the network's number of their class as their label; 0 for a class that it does not know.
    ImageSet asKnown(const ImageSet& set) const;
};

// What a command names.
struct ModelChoice {
    std::filesystem::path file;             // a model.safetensors, or a run directory that has one
    const std::optional<std::string>& data; // the data set; the one it was trained with where there is no name
    const NetworkOptions& network;
};

// Reads both and says on standard error what was assumed of the network. Throws std::runtime_error with one sentence
// when either can't be read or they do not fit, HyperparameterError when the options contradict the file.
LoadedModel loadModel(const ModelChoice& choice, Catalog& catalog, const Console& console);

// The same for a model that was read from the choice's file and data that is there, with images or without.
LoadedModel fitModel(TrainedModel model, std::shared_ptr<const Dataset> data, const ModelChoice& choice,
                     const Console& console);

// The data set that a model meets: the chosen one, its own, or the catalog's first where its file does not tell.
std::string dataNameOf(const TrainedModel& model, const std::optional<std::string>& chosen, const Catalog& catalog);

} // namespace unroll
