// Initial weights.
#pragma once

#include "engine/autodiff/graph.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace unroll {

enum class Initialization { Xavier, Orthogonal, Pytorch, Chrono };

// "xavier", "orthogonal", "pytorch", "chrono"; throws std::invalid_argument for anything else.
Initialization initializationNamed(std::string_view name);

// Fills the block of a network's parameters, which follow PyTorch's names. The same seed gives the same numbers on
// every machine, for all is done by + - * / and roots in a fixed order; matrices are drawn row by row, so that they do
// not depend on how they are stored. Layers may be of different size.
//
//   xavier      a matrix, or each gate's part of one, uniform between -r and r, r = sqrt(6 / (rows + columns)) (Glorot
//               and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, eq. 16);
//               biases zero, but 1 for an LSTM's forget gate (Jozefowicz et al., An empirical exploration of recurrent
//               network architectures, 2015); IndRNN's recurrent weights uniform between 0 and 1 (Li et al., 2018)
//   orthogonal  as xavier, but each gate's recurrent matrix a random orthogonal one (Saxe et al., Exact solutions to
//               the nonlinear dynamics of learning in deep linear neural networks, 2014)
//   pytorch     everything uniform between -r and r, biases included: r = 1 / sqrt(hidden) in the recurrent layers,
//               1 / sqrt(inputs) in the dense one. PyTorch's own vanilla and LSTM cells add two such biases where ours
//               have one, which has half the variance of their sum
//   chrono      as xavier, but every unit begins with a memory of its own length, t uniform between 1 and cells - 1
//               (Tallec and Ollivier, Can recurrent neural networks warp time?, 2018): an LSTM's forget gate
//               has the bias log t and its input gate -log t, a GRU's update gate log t, so that a state fades by
//               t / (1 + t) a cell. IndRNN's recurrent weights u are these t / (1 + t) themselves, and the input
//               weights of a unit are multiplied by sqrt(1 - u^2), which keeps the state's size whatever its memory
//               (Orvieto et al., Resurrecting recurrent neural networks for long sequences, 2023). A
//               vanilla cell has no such number; its weights are xavier's.
//
// `cells` is how many cells the network is unrolled for. Throws std::invalid_argument when chrono is not told, when the
// network has no dense layer "out", and when a layer's parameters do not fit its recurrent weights.
void initializeParameters(const Graph& graph, std::span<float> parameters, Initialization initialization,
                          std::uint64_t seed, Index cells = 0);

} // namespace unroll
