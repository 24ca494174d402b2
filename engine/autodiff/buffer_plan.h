// Where a tape keeps the results and the inner gradients of its operations.
//
// A forward and a backward pass are one sequence of moments. Each buffer lives from its first write to its last read
// in it, and buffers whose lives do not meet share memory: a training then runs in a memory that grows with what
// backward has to know, not with the number of operations.
#pragma once

#include "engine/autodiff/joint_products.h"

namespace unroll {

// Which passes a tape has memory for, besides forward.
// All: backward and tangents; Second: these, and second derivatives.
enum class Passes { Forward, ForwardAndBackward, ForwardAndTangent, All, Second };

constexpr bool hasSecond(Passes passes) { return passes == Passes::Second; }
constexpr bool hasBackward(Passes passes) {
    return passes == Passes::ForwardAndBackward || passes == Passes::All || hasSecond(passes);
}
constexpr bool hasTangents(Passes passes) {
    return passes == Passes::ForwardAndTangent || passes == Passes::All || hasSecond(passes);
}

// Which results can be read after the passes.
struct Keep {
    bool everything = true;
    std::vector<Node> nodes{}; // or of these alone, besides the root, the leaves and the leaves' gradients

    static Keep only(std::vector<Node> nodes) { return {false, std::move(nodes)}; }
};

// Whether a node's value is a range of rows of its operand's.
bool isView(const NodeRecord& record);

// Whether a node's value has memory of its own in the tape.
bool ownsValue(const NodeRecord& record);

// What an operation keeps from forward to backward.
Shape scratchShape(const Graph& graph, const NodeRecord& record);

// Offsets in elements, for the nodes in their order.
struct BufferPlan {
    std::vector<Index> value;
    std::vector<Index> scratch;
    std::vector<Index> gradient; // of operations
    std::vector<Index> transpose;
    std::vector<bool> kept; // whether the value outlives the passes
    Index size = 0;         // of all together
};

// For the nodes in `order`, operands before results and the root last; `place` is a node's place there. Throws
// std::out_of_range for a node to keep that is not among them. With tangents everything is kept.
BufferPlan planBuffers(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
                       const GradientPlan& gradients, std::span<const JointProduct> jointProducts, Passes passes,
                       const Keep& keep);

} // namespace unroll
