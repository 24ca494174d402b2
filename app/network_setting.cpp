#include "app/network_setting.h"

#include "engine/files/foreign_weights.h"
#include "engine/session/cell_table.h"

#include <algorithm>

namespace unroll {
namespace {

bool isGiven(const NetworkOptions& options, std::string_view key) {
    return std::ranges::any_of(options.given, [key](const HyperparameterRow* row) { return row->key == key; });
}

std::string textOf(const Hyperparameters& hyperparameters, const HyperparameterRow& row) {
    return formatValue(valueOf(hyperparameters, row));
}

// As many as the first layer needs to read an image.
std::int64_t cellsFor(const TrainedModel& model, std::int64_t pixels, const std::string& file) {
    const std::int64_t atOnce = shapeOf(model.weights, file).pixelsPerCell;
    if (pixels % atOnce != 0)
        throw HyperparameterError("The network in " + file + " reads " + std::to_string(atOnce) +
                                  " pixels at a time, into which the " + std::to_string(pixels) +
                                  " pixels of an image can't be divided: name the data set it was trained on with "
                                  "--data.");
    return pixels / atOnce;
}

} // namespace

bool isOpen(const TrainedModel& model, std::string_view key) {
    return std::ranges::find(model.open, key) != model.open.end();
}

void settleNetwork(TrainedModel& model, const NetworkOptions& options, std::int64_t pixels, const std::string& file) {
    for (const std::string_view key : networkKeys)
        if (isOpen(model, key) && isGiven(options, key)) {
            const HyperparameterRow& row = *findHyperparameter(key);
            setValue(model.hyperparameters, row, valueOf(options.hyperparameters, row));
        }
    if (isOpen(model, "cells"))
        setValue(model.hyperparameters, *findHyperparameter("cells"), cellsFor(model, pixels, file));
}

void refuseContradictions(const TrainedModel& model, const NetworkOptions& options, const std::string& file) {
    for (const std::string_view key : networkKeys) {
        const HyperparameterRow& row = *findHyperparameter(key);
        const bool counts = key != "seed" || model.hyperparameters.order == "permuted";
        if (counts && isGiven(options, key) &&
            valueOf(options.hyperparameters, row) != valueOf(model.hyperparameters, row))
            throw HyperparameterError(std::string(key) + " is " + textOf(options.hyperparameters, row) + ", but " +
                                      textOf(model.hyperparameters, row) + " in " + file + ": leave " + row.option() +
                                      " out.");
    }
}

std::string assumptionsOf(const TrainedModel& model, const NetworkOptions& options, const std::string& file) {
    const Hyperparameters& h = model.hyperparameters;
    const bool gated = !cellRow(h.cell).activation;
    std::string assumed;
    std::string others;
    for (const std::string_view key : {"activation", "order", "output"}) {
        if (!isOpen(model, key) || isGiven(options, key) || (key == "activation" && gated))
            continue;
        const HyperparameterRow& row = *findHyperparameter(key);
        assumed += (assumed.empty() ? "" : ", ") + std::string(key) + ' ' + textOf(h, row);
        others += (others.empty() ? "" : ", ") + row.option();
    }
    if (assumed.empty())
        return {};
    return file + " does not tell how its network was trained: by its tensors it is " + h.cell + " with " +
           std::to_string(h.cells) + " cells, hidden size " + std::to_string(h.hidden) + ", layers " +
           std::to_string(h.layers) + "; assumed are " + assumed + ", which can be named (" + others + ").";
}

} // namespace unroll
