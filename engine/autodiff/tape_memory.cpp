#include "engine/autodiff/tape_memory.h"

namespace unroll {

TapeRegions planRegions(const Graph& graph, std::span<const std::size_t> order, const BufferPlan& buffers,
                        Passes passes) {
    ArenaPlan inputPlan;
    ArenaPlan tangentPlan;
    ArenaPlan gradientTangentPlan;
    Index labels = 0;
    for (const std::size_t node : order) {
        const NodeRecord& record = graph.record(node);
        const Index size = record.shape.size();
        if (record.kind == NodeKind::Labels)
            labels += record.shape.columns;
        if (hasBackward(passes) && record.needsGradient && record.kind == NodeKind::Input)
            inputPlan.add(size);
        if (hasTangents(passes) && record.needsGradient && record.kind != NodeKind::Parameter && !isView(record))
            tangentPlan.add(size);
        if (hasSecond(passes) && record.needsGradient && record.kind != NodeKind::Parameter)
            gradientTangentPlan.add(size);
    }
    return {.buffers = buffers.size,
            .inputGradients = inputPlan.size(),
            .parameterGradients = hasBackward(passes) ? graph.parameterBlockSize() : 0,
            .tangents = tangentPlan.size(),
            .parameterTangents = hasTangents(passes) ? graph.parameterBlockSize() : 0,
            .gradientTangents = gradientTangentPlan.size(),
            .parameterGradientTangents = hasSecond(passes) ? graph.parameterBlockSize() : 0,
            .labels = labels};
}

template <typename T>
TapeMemory<T>::TapeMemory(const TapeRegions& regions)
    : block(regions.block())
    , buffers(block.region(regions.buffers))
    , inputGradients(block.region(regions.inputGradients))
    , parameterGradients(block.region(regions.parameterGradients))
    , tangents(block.region(regions.tangents))
    , parameterTangents(block.region(regions.parameterTangents))
    , gradientTangents(block.region(regions.gradientTangents))
    , parameterGradientTangents(block.region(regions.parameterGradientTangents))
    , labels(static_cast<std::size_t>(regions.labels)) {}

template struct TapeMemory<float>;
template struct TapeMemory<double>;

} // namespace unroll
