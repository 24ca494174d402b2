// Operations that act on each element by itself. Two operands have the same shape.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

Node add(Node a, Node b);
Node subtract(Node a, Node b);
Node multiply(Node a, Node b);
Node scale(Node a, double factor);

Node tanh(Node a);
Node relu(Node a); // max(a, 0); the derivative at 0 is taken as 0
Node identity(Node a);
Node sigmoid(Node a); // 1 / (1 + exp(-a))

} // namespace unroll
