// Which network a file of weights holds: what the file tells, and where it does not, what the command line says or what
// follows from the images.
#pragma once

#include "app/model_options.h"
#include "engine/files/model_file.h"

#include <array>
#include <string>
#include <string_view>

namespace unroll {

// The hyperparameters that decide what weights compute. The last ones say in which order pixels are read.
inline constexpr std::array<std::string_view, 8> networkKeys{"cell",       "cells",  "hidden", "layers",
                                                             "activation", "output", "order",  "seed"};

// Settles what the model's file leaves open: by the options, and the number of cells by how many pixels an image has
// and the first layer reads at a time. Throws HyperparameterError with one sentence when they do not divide each other.
void settleNetwork(TrainedModel& model, const NetworkOptions& options, std::int64_t pixels, const std::string& file);

// Throws HyperparameterError when an option says anything else than the settled model.
void refuseContradictions(const TrainedModel& model, const NetworkOptions& options, const std::string& file);

// Whether the file does not tell this hyperparameter.
bool isOpen(const TrainedModel& model, std::string_view key);

// One sentence about what was assumed, where neither file nor options told; else an empty text.
std::string assumptionsOf(const TrainedModel& model, const NetworkOptions& options, const std::string& file);

} // namespace unroll
