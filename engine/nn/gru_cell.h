// The gated recurrent unit (Cho et al., Learning phrase representations using RNN encoder-decoder for statistical
// machine translation, 2014), in PyTorch's variant, where the reset gate acts on the product and not on the state:
//   r = sigmoid(Wxr x_t + bxr + Whr h_{t-1} + bhr)
//   z = sigmoid(Wxz x_t + bxz + Whz h_{t-1} + bhz)
//   n = tanh(Wxn x_t + bxn + r * (Whn h_{t-1} + bhn))
//   h_t = (1 - z) * n + z * h_{t-1}
// products with * element by element. The gates r, z, n lie one below the other in Wx [3 hidden x inputs],
// Wh [3 hidden x hidden], bx and bh [3 hidden x 1].
#pragma once

#include "engine/nn/cell.h"

namespace unroll {

class GruCell : public Cell {
public:
    // Declares the parameters rnn.weight_ih_lN, rnn.weight_hh_lN, rnn.bias_ih_lN and rnn.bias_hh_lN for layer N.
    GruCell(Graph& graph, Index inputs, Index hidden, Index layer = 0);

    CellState initialState(Graph& graph, Index columns) const override;
    CellState step(Node input, const CellState& before) const override;

private:
    // What r and z have in common, and what n needs; ranges of the parameters' rows.
    Node gatesInputWeight_;
    Node gatesRecurrentWeight_;
    Node gatesBias_; // bxr + bhr, bxz + bhz
    Node inputWeight_;
    Node recurrentWeight_;
    Node inputBias_;
    Node recurrentBias_;
};

} // namespace unroll
