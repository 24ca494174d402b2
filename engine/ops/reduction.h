// Operations that sum up.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// What is summed up: each column [1 x n], each row [m x 1], or everything [1 x 1].
enum class Over { Rows, Columns, All };

// Over::Rows adds the rows together, so that one number per column remains.
Node sum(Node a, Over over = Over::All);
Node mean(Node a, Over over = Over::All);

} // namespace unroll
