// Operations that sum up.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// The mean of all elements: [1 x 1].
Node mean(Node a);

} // namespace unroll
