// Products of the small, column-major matrices of recurrent networks, near the processor's peak without packing.
//
// A tile of the result, as many vectors of rows by a few columns as the registers hold, stays in registers while it
// runs once through the depth of the product (Goto and van de Geijn, Anatomy of high-performance matrix
// multiplication, 2008). The left factor is read along its columns and the right one element by element, both where
// they lie: a shard's matrices fit the caches, and copying them would cost more than it gains. Each element is summed
// in the order of the depth with fused multiply-adds where the processor has them, so its bits depend neither on its
// place nor on the size of the matrices.
#pragma once

#include "engine/tensor/tensor.h"

#include <span>

namespace unroll {

// c [m x n] = a [m x k] b [k x n]
template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b);

// c [m x n] = a [m x k] b [k x n] + bias [m x 1] in every column
template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b, Tensor<const T> bias);

// c [m x n] += a [m x k] b [k x n]
template <typename T>
void addProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b);

// c [m x n] += a [m x k] b^T, b [n x k]
template <typename T>
void addProductWithTransposed(Tensor<T> c, Tensor<const T> a, Tensor<const T> b);

template <typename T>
struct Factors {
    Tensor<const T> a;
    Tensor<const T> b;
};

// c [m x n] += a [m x k] b^T, b [n x k], for each of the products in turn: the bits of as many single calls, but the
// sums stay in registers from the first to the last.
template <typename T>
void addProductsWithTransposed(Tensor<T> c, std::span<const Factors<T>> factors);

} // namespace unroll
