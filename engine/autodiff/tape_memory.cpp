#include "engine/autodiff/tape_memory.h"

namespace unroll {

template <typename T>
TapeMemory<T>::TapeMemory(const Graph& graph, std::span<const std::size_t> order, const BufferPlan& plan,
                          Passes passes) {
    ArenaPlan inputPlan;
    ArenaPlan tangentPlan;
    Index labelCount = 0;
    for (const std::size_t node : order) {
        const NodeRecord& record = graph.record(node);
        const Index size = record.shape.size();
        if (record.kind == NodeKind::Labels)
            labelCount += record.shape.columns;
        if (hasBackward(passes) && record.needsGradient && record.kind == NodeKind::Input)
            inputPlan.add(size);
        if (hasTangents(passes) && record.needsGradient && record.kind != NodeKind::Parameter && !isView(record))
            tangentPlan.add(size);
    }
    const Index gradients = hasBackward(passes) ? graph.parameterBlockSize() : 0;
    const Index directions = hasTangents(passes) ? graph.parameterBlockSize() : 0;
    block = Arena<T>(plan.size + inputPlan.size() + gradients + tangentPlan.size() + directions);
    buffers = block.region(plan.size);
    inputGradients = block.region(inputPlan.size());
    parameterGradients = block.region(gradients);
    tangents = block.region(tangentPlan.size());
    parameterTangents = block.region(directions);
    labels.resize(static_cast<std::size_t>(labelCount));
}

template struct TapeMemory<float>;
template struct TapeMemory<double>;

} // namespace unroll
