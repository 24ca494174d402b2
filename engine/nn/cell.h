// A recurrent cell: what is done at one time step.
#pragma once

#include "engine/autodiff/graph.h"

#include <string>
#include <string_view>
#include <vector>

namespace unroll {

// What goes from one cell to the next, each node [hidden x n]; the first is the cell's output.
using CellState = std::vector<Node>;

class Cell {
public:
    virtual ~Cell() = default;

    // The state before the first cell: zeros, for n columns.
    virtual CellState initialState(Graph& graph, Index columns) const = 0;

    // The state after reading `input` [inputs x n] in the state `before`.
    virtual CellState step(Node input, const CellState& before) const = 0;
};

// "rnn.weight_ih_l0": the name of a parameter of a layer, as PyTorch has it.
inline std::string layerParameter(std::string_view what, Index layer) {
    return "rnn." + std::string(what) + "_l" + std::to_string(layer);
}

// A part of the state before the first cell.
inline Node zeroState(Graph& graph, Index hidden, Index columns) {
    return graph.constant("initial state", {hidden, columns}, 0);
}

} // namespace unroll
