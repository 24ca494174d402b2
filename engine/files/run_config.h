// config.json: with what a run was started.
//
//   {"unroll": "0.1.0", "schema": 1, "hyperparameters": {"cells": 4, ...},
//    "data": {"name": "mnist", "sha256": "...", "pixels": 784, "classes": 10, "class_names": ["0", "1", ...]}}
//
// ("pixels" and "classes" together, or neither in files from before they were written, and "class_names" with them or
// not at all, as in older files and where a name is no UTF-8),
// for a run that began with trained weights "from": {"model": "other run", "weights_sha256": "..."},
// for one that a person named, noted or pinned "label": {"name": "wide", "note": "", "pinned": true},
// and for one that was steered while it trained "changes": [{"step": 600, "epochs": 1, "key": "eta", "from": 0.015,
// "to": 0.03}, ...]: what "hyperparameters" says held from the last of them on.
#pragma once

#include "engine/session/session.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace unroll {

// What of its images a network's shape depends on.
struct ImageFormat {
    std::int64_t pixels = 0; // of one image
    std::int64_t classes = 0;
    std::vector<std::string> classNames{}; // of every class; none when an older file does not tell

    bool operator==(const ImageFormat&) const = default;
};

struct RunConfig {
    std::string version; // of the program that wrote it
    Hyperparameters hyperparameters;
    std::string dataName;
    std::string dataSha256;
    std::optional<ModelOrigin> from;
    std::optional<ImageFormat> images{}; // of the data; nothing when an older file does not tell
    std::vector<HyperparameterChange> changes{};
    RecordLabel label{}; // written where it says anything

    bool operator==(const RunConfig&) const = default;
};

// The text of config.json, with every row of the hyperparameter table.
std::string configJson(const RunConfig& config);

// Reads it back. A hyperparameter that the file does not name has its default: files from before it existed mean that.
// Throws std::runtime_error with one sentence that begins with `fileName` for anything else that is missing, for an
// unknown key, another schema, a value that its row does not allow, or cells that do not divide the pixels.
RunConfig parseConfig(std::string_view text, const std::string& fileName);

// Hyperparameters as texts by key, and back with the same checks: the metadata of a model file.
std::map<std::string, std::string> hyperparameterTexts(const Hyperparameters& hyperparameters);
Hyperparameters parseHyperparameterTexts(const std::map<std::string, std::string>& texts, const std::string& fileName);

// The names of classes as a JSON list, and back. There is no text where a name is no UTF-8, which JSON can't hold.
// Throws std::runtime_error with one sentence that begins with `fileName` for a text that is no list of texts.
std::optional<std::string> classNamesText(const std::vector<std::string>& names);
std::vector<std::string> parseClassNamesText(std::string_view text, const std::string& fileName);

// Throws std::runtime_error with one sentence that begins with `fileName` when there are no such images: no pixel,
// fewer than two classes, names that are not one for each class or not different ones, or pixels that the setting's
// cells do not divide.
void checkImages(const ImageFormat& images, const Hyperparameters& hyperparameters, const std::string& fileName);

} // namespace unroll
