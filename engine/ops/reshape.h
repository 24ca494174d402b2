// Operations that pick or rearrange elements.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// Rows first ... first + count - 1 of a: [count x n], a view of a's memory.
Node sliceRows(Node a, Index first, Index count);

// Row ranges of equal size, from the top: `parts` nodes [m / parts x n], views of a's memory.
std::vector<Node> splitRows(Node a, Index parts);

// All operands on top of each other, in their order: [sum of rows x n]. At least one.
Node concatenate(std::span<const Node> operands);

// [m x n] -> [n x m]
Node transpose(Node a);

} // namespace unroll
