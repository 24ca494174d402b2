// The memory of a tape: one block, planned from the graph and taken once.
#pragma once

#include "engine/autodiff/buffer_plan.h"

namespace unroll {

// The regions of the block, in elements, and the labels beside it.
struct TapeRegions {
    Index buffers = 0;
    Index inputGradients = 0;
    Index parameterGradients = 0;
    Index tangents = 0;
    Index parameterTangents = 0;
    Index gradientTangents = 0;
    Index parameterGradientTangents = 0;
    Index labels = 0;

    Index block() const {
        return buffers + inputGradients + parameterGradients + tangents + parameterTangents + gradientTangents +
               parameterGradientTangents;
    }
};

// For the nodes in `order`, whose buffers are planned.
TapeRegions planRegions(const Graph& graph, std::span<const std::size_t> order, const BufferPlan& buffers,
                        Passes passes);

template <typename T>
struct TapeMemory {
    explicit TapeMemory(const TapeRegions& regions);

    // A planned buffer; a shape without elements has none.
    Tensor<T> buffer(Index offset, Shape shape) const {
        return shape.size() > 0 ? Tensor<T>(buffers.data() + offset, shape) : Tensor<T>();
    }

    Arena<T> block;
    ArenaRegion<T> buffers;
    ArenaRegion<T> inputGradients;
    ArenaRegion<T> parameterGradients;
    ArenaRegion<T> tangents;
    ArenaRegion<T> parameterTangents;
    ArenaRegion<T> gradientTangents;
    ArenaRegion<T> parameterGradientTangents;
    std::vector<std::int32_t> labels;
};

} // namespace unroll
