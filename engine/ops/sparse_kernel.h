// Products with a right factor that is mostly zeros: they cost what the elements cost that are not zero.
#pragma once

#include "engine/tensor/sparse_columns.h"
#include "engine/tensor/tensor.h"

namespace unroll {

// c [m x n] += a [m x k] x, x [k x n]
template <typename T>
void addSparseProduct(Tensor<T> c, Tensor<const T> a, const SparseColumns<T>& x);

// c [m x k] += a [m x n] x^T, x [k x n]
template <typename T>
void addProductWithTransposed(Tensor<T> c, Tensor<const T> a, const SparseColumns<T>& x);

} // namespace unroll
