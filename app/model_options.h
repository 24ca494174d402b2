// What commands about a trained network are told of it.
#pragma once

#include "engine/session/hyperparameters.h"

#include <vector>

namespace unroll {

// What the command line says of a model's network, for files that do not tell all of it.
struct NetworkOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names
};

enum class Split { Train, Test };

} // namespace unroll
