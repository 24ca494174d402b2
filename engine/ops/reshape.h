// Operations that pick or rearrange elements.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// Rows first ... first + count - 1 of a: [count x n], a view of a's memory.
Node sliceRows(Node a, Index first, Index count);

} // namespace unroll
