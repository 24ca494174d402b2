// Arithmetic of several operands in one pass: what the operations of arithmetic.h would do one after the other, without
// the results between. All operands have the same shape.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// a b + c, element by element
Node multiplyAdd(Node a, Node b, Node c);

// a b + c d, element by element
Node multiplyAdd(Node a, Node b, Node c, Node d);

// a + t (b - a), element by element: from a at t = 0 to b at t = 1
Node lerp(Node a, Node b, Node t);

} // namespace unroll
