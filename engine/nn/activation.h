// The functions that bend a cell's sum.
#pragma once

#include "engine/autodiff/graph.h"

#include <string>
#include <string_view>

namespace unroll {

enum class Activation { Tanh, Relu, Identity };

// "tanh", "relu", "identity"; throws std::invalid_argument for anything else.
Activation activationNamed(std::string_view name);
std::string name(Activation activation);

Node activated(Node sum, Activation activation);

} // namespace unroll
