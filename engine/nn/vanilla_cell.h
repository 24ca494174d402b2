// The vanilla cell (Elman, Finding structure in time, 1990):
//   h_t = f(Wxh x_t + Whh h_{t-1} + b)
// Wxh [hidden x inputs], Whh [hidden x hidden], b [hidden x 1]; f is tanh, relu or the identity.
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/cell.h"

namespace unroll {

class VanillaCell : public Cell {
public:
    // Declares the parameters rnn.weight_ih_lN, rnn.weight_hh_lN and rnn.bias_ih_lN for layer N.
    VanillaCell(Graph& graph, Index inputs, Index hidden, Activation activation, Index layer = 0);

    CellState initialState(Graph& graph, Index columns) const override;
    CellState step(Node input, const CellState& before) const override;

private:
    Node inputWeight_;
    Node recurrentWeight_;
    Node bias_;
    Activation activation_;
};

} // namespace unroll
