// What of a network's graph is drawn: of many cells one, the others as two stacks before and behind it.
#pragma once

#include "engine/values/tape_state.h"
#include "ui/inspect/graph_layout.h"

#include <vector>

namespace unroll {

struct FoldedNode {
    int node = -1;              // of the tape; -1 of a stack
    std::int64_t firstCell = 0; // of a stack, counted from 1
    std::int64_t lastCell = 0;
    std::vector<int> members{}; // nodes of the tape: itself, or all of a stack's
};

struct FoldedGraph {
    std::vector<FoldedNode> nodes{};
    std::vector<GraphEdge> edges{}; // among these nodes
    std::vector<int> placeOf{};     // of every node of the tape, among these
};

// The cell (time step, counted from 1) that a node is part of: its own, or that of all it is used by; 0 outside.
std::vector<std::int64_t> cellsOf(const TapeNodes& nodes);

// With this cell open, counted from 1; 0 opens all.
FoldedGraph folded(const TapeNodes& nodes, std::int64_t cell);

} // namespace unroll
