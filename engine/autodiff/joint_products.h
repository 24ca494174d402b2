// Gradients of weights that several operations share, as the cells of a recurrent network do.
//
// Each operation adds a product, dw += dy x^T, to a gradient that is larger than what it adds. Going backward, a few of
// them are put off and added together (see addProductsWithTransposed()), in the order in which backward comes to them:
// the bits are the same, but the gradient goes through the processor once for all of them.
#pragma once

#include "engine/autodiff/gradient_plan.h"

namespace unroll {

struct JointProduct {
    struct Part {
        std::size_t operation = 0; // its place in the order
        std::size_t weight = 0;    // which of its operands
        std::size_t factor = 0;    // and which is x
    };
    static constexpr std::size_t mostParts = 8;

    std::size_t weight = 0;    // its place
    std::vector<Part> parts{}; // as backward comes to them; the product is added behind the last
};

// For the nodes in `order`, operands before results; `place` is a node's place there. Only products of parameters, or
// of ranges of their rows, with operands that are dense. Those with no other to be added with are not among them.
std::vector<JointProduct> planJointProducts(const Graph& graph, std::span<const std::size_t> order,
                                            std::span<const std::size_t> place, const GradientPlan& gradients);

} // namespace unroll
