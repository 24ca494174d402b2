#include "engine/autodiff/tape.h"

#include "engine/tensor/transpose.h"

#include <algorithm>
#include <utility>

namespace unroll {
template <typename T>
const typename Tape<T>::Slot& Tape<T>::slot(Node node) const {
    if (&node.graph() != &graph_ || node.index() >= place_.size() || place_[node.index()] == notInTape)
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
    if (other.order_ != order_)
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
    for (const Step& step : steps_) {
        mind();
        if (!step.isView)
            runForward(step);
    }
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
        spread(step);
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
    for (const Step& step : steps_)
        if (step.call.outputTangent && !step.isView)
            step.op->tangent(step.call);
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

template class Tape<float>;
template class Tape<double>;

} // namespace unroll
