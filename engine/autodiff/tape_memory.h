// The memory of a tape: one block, planned from the graph and taken once.
#pragma once

#include "engine/autodiff/buffer_plan.h"

namespace unroll {

template <typename T>
struct TapeMemory {
    // For the nodes in `order`, whose buffers are planned.
    TapeMemory(const Graph& graph, std::span<const std::size_t> order, const BufferPlan& buffers, Passes passes);

    // A planned buffer; a shape without elements has none.
    Tensor<T> buffer(Index offset, Shape shape) const {
        return shape.size() > 0 ? Tensor<T>(buffers.data() + offset, shape) : Tensor<T>();
    }

    Arena<T> block; // cut into the regions below
    ArenaRegion<T> buffers;
    ArenaRegion<T> inputGradients;
    ArenaRegion<T> parameterGradients;
    ArenaRegion<T> tangents;
    ArenaRegion<T> parameterTangents;
    std::vector<std::int32_t> labels;
};

} // namespace unroll
