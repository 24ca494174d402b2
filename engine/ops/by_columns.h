// Element-wise work on tensors whose columns may lie apart, or of which one column stands for all.
#pragma once

#include "engine/tensor/tensor.h"

#include <algorithm>

namespace unroll {

// Calls run(part of each tensor as an Eigen array). Where all tensors have one shape and are contiguous, once for all
// elements; else once for each column, a tensor of one column giving that column every time.
template <typename Run, typename First, typename... Rest>
void byColumns(Run run, First first, Rest... rest) {
    const Index columns = std::max({first.columns(), rest.columns()...});
    const bool same = ((first.shape() == rest.shape()) && ...);
    if (same && first.contiguous() && (rest.contiguous() && ...))
        return run(first.array(), rest.array()...);
    const auto column = [](auto tensor, Index j) { return tensor.matrix().col(tensor.columns() == 1 ? 0 : j).array(); };
    for (Index j = 0; j < columns; ++j)
        run(column(first, j), column(rest, j)...);
}

} // namespace unroll
