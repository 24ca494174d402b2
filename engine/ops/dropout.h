// Dropout.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// Sets each element to zero with the given probability, 0 <= probability < 1, and divides the others by
// 1 - probability, so that the expected value stays (Srivastava et al., Dropout: a simple way to prevent neural
// networks from overfitting, 2014, in the inverted form). Which elements, is a function of the seed and of the tape's
// draw alone; with draw 0, as for evaluation, it is the identity. Throws std::invalid_argument for another probability.
Node dropout(Node a, double probability, std::uint64_t seed);

} // namespace unroll
