// Columns that begin alike are computed once.
//
// Column j of a recurrent network's nodes belongs to sequence j. While several sequences have read the same, a blank
// edge above their digits, say, their columns are equal, and so is the Jacobian by which gradients go through them.
// One column then stands for all: going forward it is copied before a cell in which they part, and so is its tangent;
// and going backward the sum of their gradients goes through it, which is exact, since backward is linear in the
// gradient.
//
// This is the plan for it: which nodes a graph computes column by column within its cells (see NodePlace), and which of
// them are read by a cell, or by something outside of the cells, where more columns differ.
#pragma once

#include "engine/autodiff/gradient_plan.h"

#include <limits>

namespace unroll {

// A node that is read where more columns differ than where it is computed.
struct ColumnCrossing {
    std::size_t place = 0;      // the node's, in the order
    Index cell = 0;             // its own
    Index widestCell = 0;       // of those that read it; everyColumn outside of cells
    std::size_t lastReader = 0; // place of the operation that is the first to write its gradient
    Index lastReaderCell = 0;

    static constexpr Index everyColumn = std::numeric_limits<Index>::max();
};

struct ColumnSharing {
    bool possible = false;
    Index columns = 0;       // of every node in a cell
    std::vector<Index> cell; // as the order: the cell, or 0 where all columns are computed
    std::vector<ColumnCrossing> crossings;
};

// Whether an operation reads this operand, of such a shape, for all columns as a whole: a weight, a bias.
bool readsAsAWhole(const Op& op, std::size_t operand, Shape shape);

// For the nodes in `order`, operands before results; `place` is a node's place there. Not possible where an operation
// in a cell does not compute column by column (see Op::readsByColumn()).
ColumnSharing planColumnSharing(const Graph& graph, std::span<const std::size_t> order,
                                std::span<const std::size_t> place, const GradientPlan& gradients);

} // namespace unroll
