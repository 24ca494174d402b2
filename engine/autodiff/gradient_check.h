// Compares backward() with central differences, in double.
#pragma once

#include "engine/autodiff/tape.h"

#include <functional>

namespace unroll {

// Up to this error a gradient and its differences agree.
inline constexpr double gradientCheckLimit = 1e-6;

// The worst disagreement of one node's gradient.
struct GradientCheck {
    std::string node;
    Index element = 0;     // column by column
    double backward = 0;   // what backward() says
    double difference = 0; // what central differences say
    // |backward - difference| / max(|backward|, |difference|, a thousandth of the node's largest, what the differences'
    // own rounding makes look like gradientCheckLimit: of the value, and of numbers of order 1 whose difference it may
    // be, as a loss near zero is)
    double error = 0;
    NodePlace place{};
    Index elements = 0; // that were looked at
    Index kinks = 0;    // among them, left out: the function has no derivative there
    double norm = 0;    // of the node's gradient, Euclidean
};

struct GradientCheckOptions {
    double h = 1e-3;
    Index elements = 0; // of every node, drawn by the seed; 0 takes all
    std::uint64_t seed = 1;
    // For functions with kinks: where the error is large, smaller steps are tried, and an element whose slopes on its
    // two sides keep differing is counted as a kink.
    bool kinks = false;
    // Whether a node at the place is looked at; where not, its result has no elements, and its norm. Nothing takes all.
    std::function<bool(const NodePlace&)> at{};
};

// Checks the product of `cotangent` (the root's elements) and the Jacobian with respect to every parameter and every
// input that has a gradient, at the tape's present inputs and the given parameters. The differences are of fourth
// order: (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h, an error of O(h^4). `parameters` is the block the tape was
// built on; it is as before afterwards. One result per node with a gradient, in the order of computation.
std::vector<GradientCheck> checkGradients(Graph& graph, Tape<double>& tape, Node root, std::span<double> parameters,
                                          std::span<const double> cotangent, const GradientCheckOptions& options = {});

} // namespace unroll
