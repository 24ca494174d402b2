// How gradients move the weights.
#pragma once

#include <span>

namespace unroll {

// Plain gradient descent: w <- w - eta g, for all elements of two blocks of one layout.
void descend(std::span<float> parameters, std::span<const float> gradients, double eta);

} // namespace unroll
