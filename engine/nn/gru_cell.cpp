#include "engine/nn/gru_cell.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/fused_arithmetic.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reshape.h"

namespace unroll {

GruCell::GruCell(Graph& graph, Index inputs, Index hidden, Index layer) {
    const Node inputWeight = graph.parameter(layerParameter("weight_ih", layer), {3 * hidden, inputs});
    const Node recurrentWeight = graph.parameter(layerParameter("weight_hh", layer), {3 * hidden, hidden});
    const Node inputBias = graph.vectorParameter(layerParameter("bias_ih", layer), 3 * hidden);
    const Node recurrentBias = graph.vectorParameter(layerParameter("bias_hh", layer), 3 * hidden);
    const auto ofGates = [&](Node parameter) { return sliceRows(parameter, 0, 2 * hidden); };
    const auto ofCandidate = [&](Node parameter) { return sliceRows(parameter, 2 * hidden, hidden); };

    gatesInputWeight_ = ofGates(inputWeight);
    gatesRecurrentWeight_ = ofGates(recurrentWeight);
    gatesBias_ = add(ofGates(inputBias), ofGates(recurrentBias));
    inputWeight_ = ofCandidate(inputWeight);
    recurrentWeight_ = ofCandidate(recurrentWeight);
    inputBias_ = ofCandidate(inputBias);
    recurrentBias_ = ofCandidate(recurrentBias);
}

CellState GruCell::initialState(Graph& graph, Index columns) const {
    return {zeroState(graph, recurrentWeight_.shape().columns, columns)};
}

CellState GruCell::step(Node input, const CellState& before) const {
    const Index hidden = recurrentWeight_.shape().columns;
    const Node gates = sigmoid(
        affine(std::array{Product{gatesInputWeight_, input}, Product{gatesRecurrentWeight_, before[0]}}, gatesBias_));
    const Node reset = sliceRows(gates, 0, hidden).named("reset gate");
    const Node keep = sliceRows(gates, hidden, hidden).named("update gate");
    const Node fromInput = affine(inputWeight_, input, inputBias_);
    const Node fromState = affine(recurrentWeight_, before[0], recurrentBias_);
    const Node candidate = tanh(multiplyAdd(reset, fromState, fromInput));
    return {lerp(candidate, before[0], keep)};
}

} // namespace unroll
