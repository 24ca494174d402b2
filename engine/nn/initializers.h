// Initial weights.
#pragma once

#include "engine/autodiff/graph.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace unroll {

enum class Initialization { Xavier, Orthogonal, Pytorch };

// "xavier", "orthogonal", "pytorch"; throws std::invalid_argument for anything else.
Initialization initializationNamed(std::string_view name);

// Fills the block of a network's parameters, which follow PyTorch's names. The same seed gives the same numbers on
// every machine; matrices are drawn row by row, so that they do not depend on how they are stored.
//
//   xavier      a matrix, or each gate's part of one, uniform between -r and r, r = sqrt(6 / (rows + columns)) (Glorot
//               and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, eq. 16);
//               biases zero, but 1 for an LSTM's forget gate (Jozefowicz et al., An empirical exploration of recurrent
//               network architectures, 2015); IndRNN's recurrent weights uniform between 0 and 1 (Li et al., 2018)
//   orthogonal  as xavier, but each gate's recurrent matrix a random orthogonal one (Saxe et al., Exact solutions to
//               the nonlinear dynamics of learning in deep linear neural networks, 2014)
//   pytorch     everything uniform between -r and r, biases included: r = 1 / sqrt(hidden) in the recurrent layers,
//               1 / sqrt(inputs) in the dense one
void initializeParameters(const Graph& graph, std::span<float> parameters, Initialization initialization,
                          std::uint64_t seed);

} // namespace unroll
