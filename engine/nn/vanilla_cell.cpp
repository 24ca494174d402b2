#include "engine/nn/vanilla_cell.h"

#include "engine/ops/matrix.h"

namespace unroll {

VanillaCell::VanillaCell(Graph& graph, Index inputs, Index hidden, Activation activation, Index layer)
    : inputWeight_(graph.parameter(layerParameter("weight_ih", layer), {hidden, inputs}))
    , recurrentWeight_(graph.parameter(layerParameter("weight_hh", layer), {hidden, hidden}))
    , bias_(graph.vectorParameter(layerParameter("bias_ih", layer), hidden))
    , activation_(activation) {}

CellState VanillaCell::initialState(Graph& graph, Index columns) const {
    return {zeroState(graph, recurrentWeight_.shape().columns, columns)};
}

CellState VanillaCell::step(Node input, const CellState& before) const {
    const Node sum = affine(std::array{Product{inputWeight_, input}, Product{recurrentWeight_, before[0]}}, bias_);
    return {activated(sum, activation_)};
}

} // namespace unroll
