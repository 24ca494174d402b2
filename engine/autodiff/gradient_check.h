// Compares backward() with central differences, in double.
#pragma once

#include "engine/autodiff/tape.h"

namespace unroll {

// The worst disagreement of one node's gradient.
struct GradientCheck {
    std::string node;
    Index element = 0;     // column by column
    double backward = 0;   // what backward() says
    double difference = 0; // what central differences say
    double error = 0; // |backward - difference| / max(|backward|, |difference|, a thousandth of the node's largest)
};

// Checks the product of `cotangent` (the root's elements) and the Jacobian with respect to every parameter and every
// input that has a gradient, at the tape's present inputs and the given parameters. The differences are of fourth
// order: (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h, an error of O(h^4). `parameters` is the block the tape was
// built on; it is as before afterwards. One result per node with a gradient.
std::vector<GradientCheck> checkGradients(Graph& graph, Tape<double>& tape, Node root, std::span<double> parameters,
                                          std::span<const double> cotangent, double h = 1e-3);

} // namespace unroll
