// Transposing matrices in blocks that fit the registers.
#pragma once

#include "engine/tensor/tensor.h"

namespace unroll {

// target [n x m] = source^T, source [m x n]
template <typename T>
void transposeInto(Tensor<T> target, Tensor<const T> source);

} // namespace unroll
