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

// The same as they are written on paper; * is element by element, the product of matrices is matrixProduct().
inline Node operator+(Node a, Node b) { return add(a, b); }
inline Node operator-(Node a, Node b) { return subtract(a, b); }
inline Node operator*(Node a, Node b) { return multiply(a, b); }
inline Node operator/(Node a, Node b) { return divide(a, b); }

} // namespace unroll
