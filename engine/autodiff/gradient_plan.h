// Where the gradients of a backward pass are kept, and which of backward's writes is the first: it stores, the later
// ones add, and nothing has to be cleared beforehand.
//
// A range of rows needs no gradient of its own when its operand is a parameter, or used in ranges alone that divide it
// without overlap: then its gradient is that range of its operand's.
#pragma once

#include "engine/autodiff/graph.h"

#include <cstdint>
#include <vector>

namespace unroll {

struct GradientPlan {
    // As `order`: whether the node has a gradient that a backward pass writes, and not one that stays zero because all
    // that is computed from it stops the gradient.
    std::vector<bool> reached;

    // As `order`: whether the node's gradient lies in that of its operand.
    std::vector<bool> inOperand;

    // As `order`, for each operand of an operation: whether its backward is the first of a pass to write the operand's
    // gradient. Gradients of parameters and inputs add up over passes, so that no write is the first.
    std::vector<std::vector<std::uint8_t>> first;

    // As `order`: whether the node is a parameter, or a range of its rows, of which a backward wants the transpose (see
    // Op::needsTransposeFor()).
    std::vector<bool> transposed;
};

// For the nodes in `order`, operands before results; `place` is a node's place there.
GradientPlan planGradients(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place);

} // namespace unroll
