// Products of matrices.
#pragma once

#include "engine/autodiff/graph.h"

#include <span>

namespace unroll {

// a b, for a [m x k] and b [k x n]: [m x n]; b may be a sparse input.
Node matrixProduct(Node a, Node b);

struct Product {
    Node weight; // [m x k]
    Node input;  // [k x n]; may be a sparse input
};

// The sum of the products, with the bias [m x 1] added to every column: [m x n]. Products whose input is a constant
// zero, as the state before the first cell, cost nothing but in the first place. At most one input is sparse.
Node affine(std::span<const Product> terms, Node bias);

// w x + b
Node affine(Node w, Node x, Node b);

} // namespace unroll
