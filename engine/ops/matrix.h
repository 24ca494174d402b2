// Products of matrices.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// a b, for a [m x k] and b [k x n]: [m x n].
Node matrixProduct(Node a, Node b);

// w x + b, the bias b [m x 1] added to every column, for w [m x k] and x [k x n]: [m x n].
Node affine(Node w, Node x, Node b);

} // namespace unroll
