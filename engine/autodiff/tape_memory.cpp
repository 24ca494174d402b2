#include "engine/autodiff/tape_memory.h"

namespace unroll {

bool isView(const NodeRecord& record) { return record.op && record.op->viewFromRow(); }

bool ownsValue(const NodeRecord& record) {
    return record.kind != NodeKind::Parameter && record.kind != NodeKind::SparseInput &&
           record.kind != NodeKind::Labels && !isView(record);
}

Shape scratchShape(const Graph& graph, const NodeRecord& record) {
    std::vector<Shape> shapes;
    for (const std::size_t operand : record.operands)
        shapes.push_back(graph.record(operand).shape);
    return record.op->scratchShape(shapes);
}

template <typename T>
TapeMemory<T>::TapeMemory(const Graph& graph, std::span<const std::size_t> order, const GradientPlan& plan,
                          Passes passes) {
    ArenaPlan valuePlan;
    ArenaPlan innerPlan;
    ArenaPlan inputPlan;
    ArenaPlan tangentPlan;
    Index labelCount = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NodeRecord& record = graph.record(order[i]);
        const Index size = record.shape.size();
        const bool hasGradient = hasBackward(passes) && record.needsGradient;
        if (ownsValue(record))
            valuePlan.add(size);
        if (hasBackward(passes) && plan.transposed[i])
            valuePlan.add(size);
        if (record.op)
            valuePlan.add(scratchShape(graph, record).size());
        if (record.kind == NodeKind::Labels)
            labelCount += record.shape.columns;
        if (hasGradient && record.kind == NodeKind::Operation && !plan.inOperand[i])
            innerPlan.add(size);
        if (hasGradient && record.kind == NodeKind::Input)
            inputPlan.add(size);
        if (hasTangents(passes) && record.needsGradient && record.kind != NodeKind::Parameter && !isView(record))
            tangentPlan.add(size);
    }
    const Index gradients = hasBackward(passes) ? graph.parameterBlockSize() : 0;
    const Index directions = hasTangents(passes) ? graph.parameterBlockSize() : 0;
    block =
        Arena<T>(valuePlan.size() + innerPlan.size() + inputPlan.size() + gradients + tangentPlan.size() + directions);
    values = block.region(valuePlan.size());
    innerGradients = block.region(innerPlan.size());
    inputGradients = block.region(inputPlan.size());
    parameterGradients = block.region(gradients);
    tangents = block.region(tangentPlan.size());
    parameterTangents = block.region(directions);
    labels.resize(static_cast<std::size_t>(labelCount));
}

template struct TapeMemory<float>;
template struct TapeMemory<double>;

} // namespace unroll
