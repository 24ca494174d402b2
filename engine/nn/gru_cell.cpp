#include "engine/nn/gru_cell.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reshape.h"

namespace unroll {

GruCell::GruCell(Graph& graph, Index inputs, Index hidden, Index layer)
    : inputWeight_(graph.parameter(layerParameter("weight_ih", layer), {3 * hidden, inputs}))
    , recurrentWeight_(graph.parameter(layerParameter("weight_hh", layer), {3 * hidden, hidden}))
    , inputBias_(graph.vectorParameter(layerParameter("bias_ih", layer), 3 * hidden))
    , recurrentBias_(graph.vectorParameter(layerParameter("bias_hh", layer), 3 * hidden)) {}

CellState GruCell::initialState(Graph& graph, Index columns) const {
    return {zeroState(graph, recurrentWeight_.shape().columns, columns)};
}

CellState GruCell::step(Node input, const CellState& before) const {
    const Index hidden = recurrentWeight_.shape().columns;
    const Node fromInput = affine(inputWeight_, input, inputBias_);
    const Node fromState = affine(recurrentWeight_, before[0], recurrentBias_);
    const auto part = [&](Node sums, Index i, Index count) { return sliceRows(sums, i * hidden, count * hidden); };

    const Node gates = sigmoid(add(part(fromInput, 0, 2), part(fromState, 0, 2)));
    const Node reset = part(gates, 0, 1).named("reset gate");
    const Node keep = part(gates, 1, 1).named("update gate");
    const Node candidate = tanh(add(part(fromInput, 2, 1), multiply(reset, part(fromState, 2, 1))));
    // (1 - z) n + z h = n + z (h - n)
    return {add(candidate, multiply(keep, subtract(before[0], candidate)))};
}

} // namespace unroll
