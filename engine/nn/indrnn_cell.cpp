#include "engine/nn/indrnn_cell.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/matrix.h"

namespace unroll {

IndrnnCell::IndrnnCell(Graph& graph, Index inputs, Index hidden, Activation activation, Index layer)
    : inputWeight_(graph.parameter(layerParameter("weight_ih", layer), {hidden, inputs}))
    , recurrentWeight_(graph.vectorParameter(layerParameter("weight_hh", layer), hidden))
    , bias_(graph.vectorParameter(layerParameter("bias_ih", layer), hidden))
    , activation_(activation) {}

CellState IndrnnCell::initialState(Graph& graph, Index columns) const {
    return {zeroState(graph, recurrentWeight_.shape().rows, columns)};
}

CellState IndrnnCell::step(Node input, const CellState& before) const {
    const Node fromInput = affine(inputWeight_, input, bias_);
    const Node fromState = multiply(before.front(), recurrentWeight_);
    return {activated(add(fromInput, fromState), activation_)};
}

} // namespace unroll
