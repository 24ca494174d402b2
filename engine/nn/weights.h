// The weights of a network as others know them: under PyTorch's names and in its shapes.
#pragma once

#include "engine/autodiff/graph.h"
#include "engine/session/inspection.h"

#include <span>
#include <vector>

namespace unroll {

// The parameters, row-major. PyTorch adds two biases in vanilla, IndRNN and LSTM cells where one is enough: ours is
// written as bias_ih, and bias_hh is zero.
std::vector<NamedTensor> exportWeights(const Graph& graph, std::span<const float> parameters);

// The reverse; where we have one bias, PyTorch's two are added. Throws std::invalid_argument naming the tensor that is
// missing, superfluous or of another shape.
void importWeights(const Graph& graph, std::span<const NamedTensor> tensors, std::span<float> parameters);

// The same weights with these rows of the read-out, in this order and no others: a network for those classes alone.
// Throws std::invalid_argument for a row that it has not.
std::vector<NamedTensor> withReadOutRows(std::span<const NamedTensor> tensors, std::span<const int> rows);

} // namespace unroll
