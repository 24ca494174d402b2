#include "engine/session/network_config.h"

#include "engine/session/session_setup.h"
#include "engine/session/version.h"

#include <stdexcept>

namespace unroll {
namespace {

void set(Hyperparameters& hyperparameters, std::string_view key, const HyperparameterValue& value) {
    setValue(hyperparameters, *findHyperparameter(key), value);
}

// The row's choice that `named` reads as this value.
template <typename Value>
std::string choiceOf(std::string_view key, Value value, Value (*named)(std::string_view)) {
    for (const std::string_view choice : findHyperparameter(key)->choices)
        if (named(choice) == value)
            return std::string(choice);
    throw std::logic_error("The hyperparameter " + std::string(key) + " lacks a choice.");
}

} // namespace

ModelDescription describeModel(const RunConfig& config) {
    if (!config.images)
        throw std::runtime_error(
            "The config of unroll " + config.version +
            " does not tell how many pixels and classes the images have: take them from the data.");
    return describeModel(config.hyperparameters, config.images->pixels, config.images->classes);
}

RunConfig networkConfig(const ModelDescription& description) {
    RunConfig config;
    config.version = version();
    Hyperparameters& h = config.hyperparameters;
    set(h, "cell", choiceOf("cell", description.cell, cellNamed));
    set(h, "cells", std::int64_t{description.cells});
    set(h, "hidden", std::int64_t{description.hidden});
    set(h, "layers", std::int64_t{description.layers});
    set(h, "activation", choiceOf("activation", description.activation, activationNamed));
    set(h, "output", choiceOf("output", description.output, outputNamed));
    checkCells(h, description.pixels);
    config.images = {description.pixels, description.classes};
    return config;
}

} // namespace unroll
