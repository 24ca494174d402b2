// Functions of one operand, element by element.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

Node scale(Node a, double factor);
Node identity(Node a);
Node tanh(Node a);
Node relu(Node a);    // max(a, 0); the derivative at 0 is taken as 0
Node sigmoid(Node a); // 1 / (1 + exp(-a))
Node exp(Node a);
Node log(Node a); // natural
Node square(Node a);

// The operand itself, which counts as a constant for all that is computed from it.
Node stopGradient(Node a);

} // namespace unroll
