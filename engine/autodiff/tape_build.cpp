// How a tape is compiled: memory for every node, and a step for every operation.
#include "engine/autodiff/tape.h"
#include "engine/autodiff/topology.h"

#include <algorithm>

namespace unroll {
namespace {

std::vector<std::size_t> placesOf(const Graph& graph, std::span<const std::size_t> order, std::size_t none) {
    std::vector<std::size_t> places(graph.size(), none);
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i]] = i;
    return places;
}

} // namespace

template <typename T>
Tape<T>::Tape(const Graph& graph, Node root, std::span<const T> parameters, Passes passes, const Keep& keep)
    : graph_(graph)
    , passes_(passes)
    , order_(topologicalOrder(graph, root.index()))
    , place_(placesOf(graph, order_, notInTape))
    , keepsEverything_(keep.everything || hasTangents(passes))
    , gradients_(planGradients(graph, order_, place_))
    , jointProducts_(hasBackward(passes) && !keepsEverything_ ? planJointProducts(graph, order_, place_, gradients_)
                                                              : std::vector<JointProduct>())
    , buffers_(planBuffers(graph, order_, place_, gradients_, jointProducts_, passes, keep))
    , sharing_(planColumnSharing(graph, order_, place_, gradients_))
    , memory_(graph, order_, buffers_, passes) {
    if (parameters.size() != static_cast<std::size_t>(graph.parameterBlockSize()))
        throw std::invalid_argument("The block of parameters has " + std::to_string(parameters.size()) +
                                    " elements, the graph needs " + std::to_string(graph.parameterBlockSize()) + ".");
    for (const std::size_t node : order_)
        slots_.push_back(bind(node, parameters));
    buildSteps();
    connectJointProducts();
    connectCrossings();
}

// Gives a node its buffers.
template <typename T>
typename Tape<T>::Slot Tape<T>::bind(std::size_t node, std::span<const T> parameters) {
    const NodeRecord& record = graph_.record(node);
    const std::size_t place = place_[node];
    Slot slot{.node = node};
    if (ownsValue(record))
        slot.value = slot.buffer = memory_.buffer(buffers_.value[place], record.shape);
    if (hasBackward(passes_) && gradients_.transposed[place])
        slot.transpose = memory_.buffer(buffers_.transpose[place], {record.shape.columns, record.shape.rows});
    if (record.op)
        slot.scratch = memory_.buffer(buffers_.scratch[place], scratchShape(graph_, record));

    if (record.kind == NodeKind::Parameter) {
        slot.value = {parameters.data() + record.parameterOffset, record.shape};
    } else if (record.kind == NodeKind::Constant) {
        slot.buffer.array().setConstant(static_cast<T>(record.constant));
    } else if (record.kind == NodeKind::SparseInput) {
        slot.sparse = &sparse_.emplace_back(record.shape);
    } else if (record.kind == NodeKind::Labels) {
        const auto columns = static_cast<std::size_t>(record.shape.columns);
        slot.labels = std::span(memory_.labels).subspan(labelsTaken_, columns);
        labelsTaken_ += columns;
    } else if (isView(record)) {
        const Slot& source = slots_[place_[record.operands.front()]];
        slot.value = source.value.rowRange(*record.op->viewFromRow(), record.shape.rows);
    }
    if (hasGradient(record))
        bindGradient(slot);
    if (hasTangent(record))
        bindTangent(slot);
    return slot;
}

template <typename T>
void Tape<T>::bindGradient(Slot& slot) {
    const NodeRecord& record = graph_.record(slot.node);
    if (record.kind == NodeKind::Parameter)
        slot.gradient = {memory_.parameterGradients.data() + record.parameterOffset, record.shape};
    else if (gradients_.inOperand[place_[slot.node]])
        slot.gradient =
            slots_[place_[record.operands.front()]].gradient.rowRange(*record.op->viewFromRow(), record.shape.rows);
    else if (record.kind == NodeKind::Input)
        slot.gradient = memory_.inputGradients.take(record.shape);
    else
        slot.gradient = memory_.buffer(buffers_.gradient[place_[slot.node]], record.shape);
}

template <typename T>
void Tape<T>::bindTangent(Slot& slot) {
    const NodeRecord& record = graph_.record(slot.node);
    if (record.kind == NodeKind::Parameter)
        slot.tangent = {memory_.parameterTangents.data() + record.parameterOffset, record.shape};
    else if (isView(record))
        slot.tangent =
            slots_[place_[record.operands.front()]].tangent.rowRange(*record.op->viewFromRow(), record.shape.rows);
    else
        slot.tangent = memory_.tangents.take(record.shape);
}

template <typename T>
void Tape<T>::buildSteps() {
    std::size_t operands = 0;
    for (const Slot& slot : slots_)
        operands += graph_.record(slot.node).operands.size();
    operandValues_.reserve(operands); // the steps keep spans of it
    operandGradients_.reserve(operands);
    operandTangents_.reserve(operands);
    operandTransposes_.reserve(operands);

    for (const Slot& slot : slots_) {
        const NodeRecord& record = graph_.record(slot.node);
        if (!record.op)
            continue;
        Step step{.node = slot.node,
                  .op = record.op.get(),
                  .goesBackward = hasBackward(passes_) && gradients_.reached[place_[slot.node]] &&
                                  !gradients_.inOperand[place_[slot.node]],
                  .isView = isView(record),
                  .firstOperand = operandValues_.size(),
                  .cell = sharing_.cell[place_[slot.node]],
                  .width = record.shape.columns};
        const std::size_t first = step.firstOperand;
        for (const std::size_t operand : record.operands) {
            const Slot& source = slots_[place_[operand]];
            operandValues_.push_back(source.value);
            operandGradients_.push_back(source.gradient);
            operandTangents_.push_back(source.tangent);
            operandTransposes_.push_back(source.transpose);
            if (source.sparse)
                step.call.sparse = source.sparse;
            if (!source.labels.empty())
                step.call.labels = source.labels;
        }
        step.call.inputs = std::span(operandValues_).subspan(first);
        step.call.inputGradients = std::span(operandGradients_).subspan(first);
        step.call.inputTangents = std::span(operandTangents_).subspan(first);
        step.call.inputTransposes = std::span(operandTransposes_).subspan(first);
        step.call.firstWrites = gradients_.first[place_[slot.node]];
        step.call.outputTangent = slot.tangent;
        step.call.output = slot.buffer;
        step.call.scratch = slot.scratch;
        step.call.outputGradient = slot.gradient;
        steps_.push_back(step);
    }
    stepAt_.resize(order_.size());
    for (Step& step : steps_)
        stepAt_[place_[step.node]] = &step;
}

// Tells the steps where columns that were computed once part.
template <typename T>
void Tape<T>::connectCrossings() {
    Index cells = 0;
    for (const Step& step : steps_)
        cells = std::max(cells, step.cell);
    widths_.assign(static_cast<std::size_t>(cells), sharing_.columns);
    for (const ColumnCrossing& crossing : sharing_.crossings) {
        stepAt_[crossing.place]->crossing = &crossing;
        if (crossing.lastReaderCell > 0 && crossing.lastReaderCell < crossing.widestCell)
            stepAt_[crossing.lastReader]->startsIn.push_back(&crossing);
    }
}

template class Tape<float>;
template class Tape<double>;

} // namespace unroll
