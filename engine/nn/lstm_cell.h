// The long short-term memory cell (Hochreiter and Schmidhuber, Long short-term memory, 1997; with the forget gate of
// Gers, Schmidhuber, Cummins, Learning to forget, 2000):
//   [i f g o] = Wx x_t + Wh h_{t-1} + b, one below the other
//   c_t = sigmoid(f) * c_{t-1} + sigmoid(i) * tanh(g)
//   h_t = sigmoid(o) * tanh(c_t)
// products with * element by element; Wx [4 hidden x inputs], Wh [4 hidden x hidden], b [4 hidden x 1]. The order of
// the gates is PyTorch's.
#pragma once

#include "engine/nn/cell.h"

namespace unroll {

class LstmCell : public Cell {
public:
    // Declares the parameters rnn.weight_ih_lN, rnn.weight_hh_lN and rnn.bias_ih_lN for layer N.
    LstmCell(Graph& graph, Index inputs, Index hidden, Index layer = 0);

    CellState initialState(Graph& graph, Index columns) const override; // h, c
    CellState step(Node input, const CellState& before) const override;

private:
    Node inputWeight_;
    Node recurrentWeight_;
    Node bias_;
};

} // namespace unroll
