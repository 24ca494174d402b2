#include "engine/nn/lstm_cell.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/fused_arithmetic.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reshape.h"

namespace unroll {

LstmCell::LstmCell(Graph& graph, Index inputs, Index hidden, Index layer)
    : inputWeight_(graph.parameter(layerParameter("weight_ih", layer), {4 * hidden, inputs}))
    , recurrentWeight_(graph.parameter(layerParameter("weight_hh", layer), {4 * hidden, hidden}))
    , bias_(graph.vectorParameter(layerParameter("bias_ih", layer), 4 * hidden)) {}

CellState LstmCell::initialState(Graph& graph, Index columns) const {
    const Index hidden = recurrentWeight_.shape().columns;
    return {zeroState(graph, hidden, columns), zeroState(graph, hidden, columns)};
}

CellState LstmCell::step(Node input, const CellState& before) const {
    const Node sums = affine(std::array{Product{inputWeight_, input}, Product{recurrentWeight_, before[0]}}, bias_);
    const Index hidden = recurrentWeight_.shape().columns;
    const auto part = [&](Index i) { return sliceRows(sums, i * hidden, hidden); };
    const Node in = sigmoid(part(0)).named("input gate");
    const Node forget = sigmoid(part(1)).named("forget gate");
    const Node candidate = tanh(part(2)).named("candidate");
    const Node out = sigmoid(part(3)).named("output gate");
    const Node memory = multiplyAdd(forget, before[1], in, candidate);
    return {multiply(out, tanh(memory)), memory};
}

} // namespace unroll
