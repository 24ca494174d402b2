// The independently recurrent cell (Li, Li, Cook, Zhu, Gao, Independently recurrent neural network: building a longer
// and deeper RNN, 2018, equation 2):
//   h_t = f(W x_t + u * h_{t-1} + b), the product with u element by element
// W [hidden x inputs], u [hidden x 1], b [hidden x 1]: each unit remembers itself alone, so that the gradient through
// t cells is a power of one number, which can be kept from vanishing.
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/cell.h"

namespace unroll {

class IndrnnCell : public Cell {
public:
    // Declares the parameters rnn.weight_ih_lN, rnn.weight_hh_lN (a vector) and rnn.bias_ih_lN for layer N.
    IndrnnCell(Graph& graph, Index inputs, Index hidden, Activation activation, Index layer = 0);

    CellState initialState(Graph& graph, Index columns) const override;
    CellState step(Node input, const CellState& before) const override;

private:
    Node inputWeight_;
    Node recurrentWeight_;
    Node bias_;
    Activation activation_;
};

} // namespace unroll
