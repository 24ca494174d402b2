// Arithmetic of two operands, element by element.
//
// Both have the same shape, or one has a single column that stands for every column of the other: a bias [m x 1] is
// added to a batch [m x n].
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

Node add(Node a, Node b);
Node subtract(Node a, Node b);
Node multiply(Node a, Node b);
Node divide(Node a, Node b);

} // namespace unroll
