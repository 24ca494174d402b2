#include "engine/files/model_file.h"

#include "engine/files/foreign_weights.h"
#include "engine/files/limits.h"
#include "engine/files/read_file.h"
#include "engine/files/safetensors.h"

#include <array>
#include <charconv>
#include <map>
#include <stdexcept>

namespace unroll {
namespace {

using Texts = std::map<std::string, std::string>;

// What the shapes of tensors do not tell. The seed decides on a permuted order.
constexpr std::array<std::string_view, 6> openKeys{"data", "cells", "activation", "order", "output", "seed"};

// Takes a count out of the metadata.
std::int64_t takeCount(Texts& texts, const char* key, const std::string& fileName) {
    const auto found = texts.extract(key);
    if (found.empty())
        throw std::runtime_error(fileName + ": its __metadata__ has no '" + key + "'.");
    const std::string& text = found.mapped();
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error(fileName + ": '" + key + "' is expected to be a whole number, not '" + text + "'.");
    return count;
}

// Whether our metadata is among the entries. No other program speaks of cells in a whole number of pixels.
bool isOurs(const Texts& metadata) { return metadata.contains("cells") || metadata.contains("pixels"); }

Texts knownTexts(const Texts& metadata) {
    Texts known;
    for (const auto& [key, text] : metadata)
        if (findHyperparameter(key))
            known[key] = text;
    return known;
}

TrainedModel modelByMetadata(Safetensors content, const std::string& fileName) {
    Texts& texts = content.metadata;
    std::optional<ImageFormat> images;
    if (texts.contains("pixels") || texts.contains("classes"))
        images = ImageFormat{takeCount(texts, "pixels", fileName), takeCount(texts, "classes", fileName)};
    if (const auto names = texts.find("class_names"); images && names != texts.end())
        images->classNames = parseClassNamesText(names->second, fileName);
    TrainedModel model{parseHyperparameterTexts(knownTexts(texts), fileName), std::move(content.tensors), images};
    if (images)
        checkImages(*images, model.hyperparameters, fileName);
    return model;
}

// The config.json of a run beside a file; nothing when there is none of ours.
std::optional<RunConfig> configBeside(const std::filesystem::path& file) {
    const std::filesystem::path config = file.parent_path() / "config.json";
    std::error_code error;
    if (!std::filesystem::is_regular_file(config, error))
        return std::nullopt;
    try {
        return parseConfig(readFile(config, mostTextBytes), config.string());
    } catch (const std::runtime_error&) {
        return std::nullopt; // many programs call a file so
    }
}

bool describes(const RunConfig& config, const NetworkShape& shape) {
    const Hyperparameters& h = config.hyperparameters;
    const bool same = h.cell == shape.cell && h.hidden == shape.hidden && h.layers == shape.layers;
    return same && (!config.images || (config.images->pixels == h.cells * shape.pixelsPerCell &&
                                       config.images->classes == shape.classes));
}

// What another program calls by the same word need not mean the same: a value that ours can't have is passed over.
bool takeText(Hyperparameters& hyperparameters, std::string_view key, const Texts& metadata) {
    const auto found = metadata.find(std::string(key));
    if (found == metadata.end())
        return false;
    try {
        const HyperparameterRow& row = *findHyperparameter(key);
        setValue(hyperparameters, row, parseValue(row, found->second));
        return true;
    } catch (const HyperparameterError&) {
        return false;
    }
}

TrainedModel modelByShape(Safetensors content, const std::filesystem::path& file) {
    const NetworkShape shape = shapeOf(content.tensors, file.string());
    if (const auto config = configBeside(file); config && describes(*config, shape))
        return {config->hyperparameters, std::move(content.tensors), config->images};
    TrainedModel model;
    model.weights = std::move(content.tensors);
    for (const std::string_view key : openKeys)
        if (!takeText(model.hyperparameters, key, content.metadata))
            model.open.emplace_back(key);
    try {
        setValue(model.hyperparameters, *findHyperparameter("cell"), shape.cell);
        setValue(model.hyperparameters, *findHyperparameter("hidden"), shape.hidden);
        setValue(model.hyperparameters, *findHyperparameter("layers"), shape.layers);
    } catch (const HyperparameterError& error) {
        throw std::runtime_error(file.string() + ": " + error.what());
    }
    return model;
}

std::filesystem::path modelFile(const std::filesystem::path& fileOrRunDirectory) {
    std::error_code error;
    const bool isDirectory = std::filesystem::is_directory(fileOrRunDirectory, error);
    return isDirectory ? fileOrRunDirectory / "model.safetensors" : fileOrRunDirectory;
}

} // namespace

std::string modelBytes(const TrainedModel& model) {
    Texts texts = hyperparameterTexts(model.hyperparameters);
    if (model.images) {
        texts["pixels"] = std::to_string(model.images->pixels);
        texts["classes"] = std::to_string(model.images->classes);
        if (const auto& names = model.images->classNames; !names.empty())
            if (const auto text = classNamesText(names))
                texts["class_names"] = *text;
    }
    return safetensorsBytes({model.weights, std::move(texts)});
}

TrainedModel readStoredModel(const std::filesystem::path& fileOrRunDirectory) {
    const std::filesystem::path path = modelFile(fileOrRunDirectory);
    Safetensors content = parseSafetensors(readFile(path), path.string());
    content.tensors = inOurForm(std::move(content.tensors));
    return isOurs(content.metadata) ? modelByMetadata(std::move(content), path.string())
                                    : modelByShape(std::move(content), path);
}

TrainedModel readModel(const std::filesystem::path& fileOrRunDirectory) {
    TrainedModel model = readStoredModel(fileOrRunDirectory);
    requireFinite(model.weights, modelFile(fileOrRunDirectory).string());
    return model;
}

} // namespace unroll
