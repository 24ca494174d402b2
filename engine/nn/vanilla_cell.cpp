#include "engine/nn/vanilla_cell.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"

#include <array>
#include <utility>

namespace unroll {
namespace {

constexpr std::array<std::pair<Activation, std::string_view>, 3> activationNames{
    {{Activation::Tanh, "tanh"}, {Activation::Relu, "relu"}, {Activation::Identity, "identity"}}};

Node activated(Node sum, Activation activation) {
    switch (activation) {
    case Activation::Tanh:
        return tanh(sum);
    case Activation::Relu:
        return relu(sum);
    case Activation::Identity:
        return identity(sum);
    }
    throw std::logic_error("An activation without an operation.");
}

} // namespace

Activation activationNamed(const std::string& name) {
    for (const auto& [activation, known] : activationNames)
        if (name == known)
            return activation;
    throw std::invalid_argument("There is no activation '" + name + "'.");
}

std::string name(Activation activation) {
    for (const auto& [known, text] : activationNames)
        if (activation == known)
            return std::string(text);
    throw std::logic_error("An activation without a name.");
}

VanillaCell::VanillaCell(Graph& graph, Index inputs, Index hidden, Activation activation, Index layer)
    : inputWeight_(graph.parameter("rnn.weight_ih_l" + std::to_string(layer), {hidden, inputs}))
    , recurrentWeight_(graph.parameter("rnn.weight_hh_l" + std::to_string(layer), {hidden, hidden}))
    , bias_(graph.parameter("rnn.bias_ih_l" + std::to_string(layer), {hidden, 1}))
    , activation_(activation) {}

CellState VanillaCell::initialState(Graph& graph, Index columns) const {
    return {graph.constant("initial state", {recurrentWeight_.shape().rows, columns}, 0)};
}

CellState VanillaCell::step(Node input, const CellState& before) const {
    const Node fromInput = affine(inputWeight_, input, bias_);
    const Node fromState = matrixProduct(recurrentWeight_, before.front());
    return {activated(add(fromInput, fromState), activation_)};
}

} // namespace unroll
