// The memory of a tape: one block, planned from the graph and taken once.
#pragma once

#include "engine/autodiff/gradient_plan.h"

namespace unroll {

// Which passes a tape has memory for, besides forward.
enum class Passes { Forward, ForwardAndBackward, ForwardAndTangent, All };

constexpr bool hasBackward(Passes passes) { return passes == Passes::ForwardAndBackward || passes == Passes::All; }
constexpr bool hasTangents(Passes passes) { return passes == Passes::ForwardAndTangent || passes == Passes::All; }

// Whether a node's value is a range of rows of its operand's.
bool isView(const NodeRecord& record);

// Whether a node's value has memory of its own in the tape.
bool ownsValue(const NodeRecord& record);

// What an operation keeps from forward to backward.
Shape scratchShape(const Graph& graph, const NodeRecord& record);

template <typename T>
struct TapeMemory {
    // For the nodes in `order`, which `plan` describes.
    TapeMemory(const Graph& graph, std::span<const std::size_t> order, const GradientPlan& plan, Passes passes);

    Arena<T> block;                // cut into the regions below
    ArenaRegion<T> values;         // scratch and the transposes of parameters among them
    ArenaRegion<T> innerGradients; // of operations: written anew by every backward pass
    ArenaRegion<T> inputGradients;
    ArenaRegion<T> parameterGradients;
    ArenaRegion<T> tangents;
    ArenaRegion<T> parameterTangents;
    std::vector<std::int32_t> labels;
};

} // namespace unroll
