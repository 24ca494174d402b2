#include "engine/autodiff/tape.h"

#include "engine/autodiff/topology.h"
#include "engine/tensor/product_kernel.h"
#include "engine/tensor/transpose.h"

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

std::vector<std::size_t> placesOf(const Graph& graph, std::span<const std::size_t> order, std::size_t none) {
    std::vector<std::size_t> places(graph.size(), none);
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i]] = i;
    return places;
}

} // namespace

// How a tape is compiled: memory for every node, and a step for every operation.

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
    , memory_(planRegions(graph, order_, buffers_, passes)) {
    if (parameters.size() != static_cast<std::size_t>(graph.parameterBlockSize()))
        throw std::invalid_argument("The block of parameters has " + std::to_string(parameters.size()) +
                                    " elements, the graph needs " + std::to_string(graph.parameterBlockSize()) + ".");
    slots_.reserve(order_.size());
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
        slot.tangent = derivativeOf(node, &Slot::tangent, isView(record), memory_.parameterTangents, memory_.tangents);
    if (hasSecond(passes_) && record.needsGradient)
        slot.gradientTangent = derivativeOf(node, &Slot::gradientTangent, gradients_.inOperand[place],
                                            memory_.parameterGradientTangents, memory_.gradientTangents);
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

// Of a node whose rows lie in its operand's, these rows of what the operand has.
template <typename T>
Tensor<T> Tape<T>::derivativeOf(std::size_t node, Tensor<T> Slot::*kind, bool inOperand, ArenaRegion<T>& parameters,
                                ArenaRegion<T>& others) const {
    const NodeRecord& record = graph_.record(node);
    if (record.kind == NodeKind::Parameter)
        return {parameters.data() + record.parameterOffset, record.shape};
    if (inOperand)
        return (slots_[place_[record.operands.front()]].*kind).rowRange(*record.op->viewFromRow(), record.shape.rows);
    return others.take(record.shape);
}

template <typename T>
void Tape<T>::buildSteps() {
    std::size_t operands = 0;
    std::size_t operations = 0;
    for (const Slot& slot : slots_) {
        operands += graph_.record(slot.node).operands.size();
        operations += graph_.record(slot.node).op ? 1 : 0;
    }
    steps_.reserve(operations);
    operandValues_.reserve(operands); // the steps keep spans of it
    operandGradients_.reserve(operands);
    operandTangents_.reserve(operands);
    operandTransposes_.reserve(operands);
    operandGradientTangents_.reserve(operands);

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
            operandGradientTangents_.push_back(source.gradientTangent);
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
        step.call.outputGradientTangent = slot.gradientTangent;
        step.call.inputGradientTangents = std::span(operandGradientTangents_).subspan(first);
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

// How it runs.

template <typename T>
const typename Tape<T>::Slot& Tape<T>::slot(Node node) const {
    if (!node.isOf(graph_) || node.index() >= place_.size() || place_[node.index()] == notInTape)
        throw std::out_of_range("The tape's root does not depend on this node.");
    return slots_[place_[node.index()]];
}

template <typename T>
const typename Tape<T>::Slot& Tape<T>::slotOfKind(Node node, NodeKind kind) const {
    const Slot& found = slot(node);
    if (graph_.record(found.node).kind != kind)
        throw std::logic_error("'" + graph_.record(found.node).name + "' can't be filled in: it is of another kind.");
    return found;
}

template <typename T>
Tensor<T> Tape<T>::input(Node node) {
    return slotOfKind(node, NodeKind::Input).buffer;
}

template <typename T>
SparseColumns<T>& Tape<T>::sparseInput(Node node) {
    return *slotOfKind(node, NodeKind::SparseInput).sparse;
}

template <typename T>
std::span<std::int32_t> Tape<T>::labels(Node node) {
    return slotOfKind(node, NodeKind::Labels).labels;
}

template <typename T>
void Tape<T>::mind() const {
    if (abandon_ && abandon_->load(std::memory_order_relaxed))
        throw Abandoned();
}

template <typename T>
void Tape<T>::copyInputs(const Tape& other) {
    const auto differ = [&](std::size_t node) {
        const NodeRecord& ours = graph_.record(node);
        const NodeRecord& theirs = other.graph_.record(node);
        return ours.kind != theirs.kind || ours.shape != theirs.shape;
    };
    if (other.order_ != order_ || std::ranges::any_of(order_, differ))
        throw std::invalid_argument("The tapes are not of the same graph.");
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (graph_.record(slots_[i].node).kind == NodeKind::Input)
            slots_[i].buffer.matrix() = other.slots_[i].value.matrix();
        if (slots_[i].sparse)
            *slots_[i].sparse = *other.slots_[i].sparse;
    }
    memory_.labels = other.memory_.labels; // the slots' spans stay: it has as many
}

template <typename T>
void Tape<T>::forward() {
    valuesStand_ = true;
    gradientsStand_ = false;
    for (const Step& step : steps_) {
        mind();
        if (!step.isView)
            runForward(step);
    }
}

template <typename T>
void Tape<T>::forward(const std::function<bool(std::size_t)>& watch) {
    valuesStand_ = true;
    gradientsStand_ = false;
    for (const Step& step : steps_) {
        mind();
        if (!step.isView)
            runForward(step);
        if (!watch(step.node))
            return;
    }
}

template <typename T>
std::int64_t Tape<T>::bytesOf(Node node) const {
    const Slot& own = slot(node);
    std::int64_t elements = 0;
    for (const Tensor<T>& part : {own.buffer, own.scratch, own.transpose})
        elements += part.shape().size();
    if (!gradients_.inOperand[place_[node.index()]])
        elements += own.gradient.shape().size();
    return elements * static_cast<std::int64_t>(sizeof(T));
}

// False when nothing that the root depends on has a gradient.
template <typename T>
bool Tape<T>::beginBackward(std::span<const T> seed) {
    if (!hasBackward(passes_))
        throw std::logic_error("The tape was compiled for forward passes alone.");
    if (!std::exchange(valuesStand_, keepsEverything_))
        throw std::logic_error("The tape keeps values for one backward pass; run forward() before the next.");
    Slot& root = slots_.back();
    if (seed.size() != static_cast<std::size_t>(root.value.shape().size()))
        throw std::invalid_argument("The seed has " + std::to_string(seed.size()) + " elements, the root is " +
                                    describe(root.value.shape()) + ".");
    if (!root.gradient)
        return false;
    for (const Slot& slot : slots_)
        if (slot.transpose)
            transposeInto<T>(slot.transpose, slot.value);
    if (graph_.record(root.node).kind == NodeKind::Operation)
        root.gradient.array().setZero();
    for (std::size_t i = 0; i < seed.size(); ++i)
        root.gradient.data()[i] += seed[i];
    return true;
}

template <typename T>
void Tape<T>::runForward(const Step& step) const {
    step.op->forward(step.call);
    if (step.crossing)
        spread(step, slots_[step.crossing->place].buffer);
}

template <typename T>
void Tape<T>::runBackward(const Step& step) const {
    if (step.crossing)
        gather(step);
    clearBeyond(step);
    for (std::size_t i = 0; i < step.call.inputGradients.size() && !step.op->storesFirst(); ++i)
        if (step.call.isFirst(i))
            step.call.inputGradients[i].matrix().setZero();
    step.op->backward(step.call);
    for (const JointProduct* product : step.completes)
        addJointProduct(*product);
}

template <typename T>
void Tape<T>::backward(std::span<const T> seed) {
    if (!beginBackward(seed))
        return;
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        mind();
        if (step->goesBackward)
            runBackward(*step);
    }
    gradientsStand_ = true;
}

template <typename T>
void Tape<T>::backward(std::span<const T> seed, const std::function<bool(std::size_t)>& watch) {
    if (!beginBackward(seed))
        return;
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        if (!step->goesBackward)
            continue;
        runBackward(*step);
        if (!watch(step->node))
            return;
    }
}

template <typename T>
void Tape<T>::backward(T seed) {
    backward(std::span<const T>(&seed, 1));
}

template <typename T>
void Tape<T>::setDraw(std::uint64_t draw) {
    for (Step& step : steps_)
        step.call.draw = draw;
}

template <typename T>
void Tape<T>::jvp() {
    if (!hasTangents(passes_))
        throw std::logic_error("The tape was compiled without tangents.");
    for (const Step& step : steps_) {
        if (!step.call.outputTangent || step.isView)
            continue;
        step.op->tangent(step.call);
        if (step.crossing)
            spread(step, slots_[step.crossing->place].tangent);
    }
}

template <typename T>
void Tape<T>::hvp() {
    if (!hasSecond(passes_))
        throw std::logic_error("The tape was compiled without second derivatives.");
    if (!gradientsStand_)
        throw std::logic_error("The gradients are not those of the last forward pass; run backward() before hvp().");
    jvp();
    memory_.gradientTangents.clear();
    memory_.parameterGradientTangents.clear();
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        mind();
        if (step->goesBackward)
            step->op->backwardTangent(step->call);
    }
}

template <typename T>
Tensor<const T> Tape<T>::gradientTangent(Node node) const {
    const Slot& found = slot(node);
    if (!found.gradientTangent)
        throw std::out_of_range("'" + graph_.record(found.node).name + "' has no tangent of a gradient.");
    return found.gradientTangent;
}

template <typename T>
Tensor<T> Tape<T>::inputTangent(Node node) {
    tangent(node); // throws where there is none
    return slotOfKind(node, NodeKind::Input).tangent;
}

template <typename T>
Tensor<const T> Tape<T>::tangent(Node node) const {
    const Slot& found = slot(node);
    if (!found.tangent)
        throw std::out_of_range("'" + graph_.record(found.node).name + "' has no tangent.");
    return found.tangent;
}

template <typename T>
void Tape<T>::resetGradients() {
    memory_.parameterGradients.clear();
    memory_.inputGradients.clear();
}

template <typename T>
Tensor<const T> Tape<T>::value(Node node) const {
    const Slot& found = slot(node);
    if (!buffers_.kept[place_[found.node]])
        throw std::logic_error("The tape does not keep the value of '" + graph_.record(found.node).name + "'.");
    return found.value;
}

template <typename T>
Tensor<const T> Tape<T>::gradient(Node node) const {
    const Slot& found = slot(node);
    if (!found.gradient)
        throw std::out_of_range("'" + graph_.record(found.node).name + "' has no gradient.");
    if (!keepsEverything_ && graph_.record(found.node).kind == NodeKind::Operation)
        throw std::logic_error("The tape does not keep the gradient of '" + graph_.record(found.node).name + "'.");
    return found.gradient;
}

// How it adds the gradients of weights that several operations share.

// The steps give up the gradients that they do not add themselves.
template <typename T>
void Tape<T>::connectJointProducts() {
    for (const JointProduct& product : jointProducts_) {
        for (const JointProduct::Part& part : product.parts)
            operandGradients_[stepAt_[part.operation]->firstOperand + part.weight] = {};
        stepAt_[product.parts.back().operation]->completes.push_back(&product);
    }
}

template <typename T>
void Tape<T>::addJointProduct(const JointProduct& product) const {
    std::array<Factors<T>, JointProduct::mostParts> factors;
    std::size_t count = 0;
    for (const JointProduct::Part& part : product.parts) {
        const Step& step = *stepAt_[part.operation];
        factors[count++] = {step.call.outputGradient, step.call.inputs[part.factor]};
    }
    addProductsWithTransposed<T>(slots_[product.weight].gradient, std::span(factors).first(count));
}

// How it computes columns that are equal once.

template <typename T>
bool Tape<T>::shareColumns(std::span<const Index> apart) {
    if (!sharing_.possible || apart.size() != widths_.size() || hasSecond(passes_))
        return false;
    for (std::size_t t = 0; t < apart.size(); ++t)
        widths_[t] = std::clamp<Index>(apart[t] + 1, t == 0 ? 1 : widths_[t - 1], sharing_.columns);
    for (Step& step : steps_)
        if (const Index wide = width(step.cell); step.cell > 0 && step.width != wide) {
            step.width = wide;
            narrow(step);
        }
    return true;
}

// The columns that are computed in a cell, or read by it.
template <typename T>
Index Tape<T>::width(Index cell) const {
    const bool all = cell == 0 || cell == ColumnCrossing::everyColumn;
    return all ? sharing_.columns : widths_[static_cast<std::size_t>(cell - 1)];
}

// Lets a step run for its first columns alone.
template <typename T>
void Tape<T>::narrow(Step& step) {
    const auto part = [&](auto tensor) { return tensor ? tensor.firstColumns(step.width) : tensor; };
    const Slot& slot = slots_[place_[step.node]];
    step.call.output = part(slot.buffer);
    step.call.outputGradient = part(slot.gradient);
    step.call.outputTangent = part(slot.tangent);
    const auto& operands = graph_.record(step.node).operands;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        if (readsAsAWhole(*step.op, i, graph_.record(operands[i]).shape))
            continue;
        const Slot& source = slots_[place_[operands[i]]];
        operandValues_[step.firstOperand + i] = part(source.value);
        operandGradients_[step.firstOperand + i] = part(source.gradient);
        operandTangents_[step.firstOperand + i] = part(source.tangent);
    }
}

// Copies the column that stands for all behind it to those that are read: of the step's result, or of its tangent.
template <typename T>
void Tape<T>::spread(const Step& step, Tensor<T> result) const {
    const Index wide = width(step.crossing->widestCell);
    auto columns = result.matrix();
    for (Index j = step.width; j < wide; ++j)
        columns.col(j) = columns.col(step.width - 1);
}

// Adds the gradients of the columns that it stood for to its own.
template <typename T>
void Tape<T>::gather(const Step& step) const {
    const Index wide = width(step.crossing->widestCell);
    auto gradient = slots_[step.crossing->place].gradient.matrix();
    for (Index j = step.width; j < wide; ++j)
        gradient.col(step.width - 1) += gradient.col(j);
}

// An operation that is the first to write a gradient writes fewer columns than others add to.
template <typename T>
void Tape<T>::clearBeyond(const Step& step) const {
    for (const ColumnCrossing* crossing : step.startsIn) {
        auto gradient = slots_[crossing->place].gradient.matrix();
        const Index wide = width(crossing->widestCell);
        gradient.middleCols(step.width, wide - step.width).setZero();
    }
}

template class Tape<float>;
template class Tape<double>;

} // namespace unroll
