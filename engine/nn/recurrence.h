// The one loop that unrolls a cell in time.
#pragma once

#include "engine/nn/cell.h"

#include <memory>
#include <span>

namespace unroll {

// Steps the cell through the inputs, one [inputs x n] node per time step, from its initial state. Returns the output
// after each step, [hidden x n]. Names the nodes of step t "cell t: ...", counted from 1, and writes them there (see
// NodePlace), in the layer where the graph is being written.
std::vector<Node> unrollCell(const Cell& cell, std::span<const Node> inputs);

// The same with a cell, and so with parameters, of its own for every time step: cells[t] reads inputs[t].
std::vector<Node> unrollCells(std::span<const std::unique_ptr<Cell>> cells, std::span<const Node> inputs);

} // namespace unroll
