// The one loop that unrolls a cell in time.
#pragma once

#include "engine/nn/cell.h"

#include <span>

namespace unroll {

// Steps the cell through the inputs, one [inputs x n] node per time step, from its initial state. Returns the output
// after each step, [hidden x n]. Names the nodes of step t "cell t: ...", counted from 1.
std::vector<Node> unrollCell(const Cell& cell, std::span<const Node> inputs);

} // namespace unroll
