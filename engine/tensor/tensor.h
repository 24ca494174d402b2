// A view of a matrix that lies in somebody else's memory: column-major, columns `stride` elements apart, so that a
// range of rows is a view as well. `Tensor<const float>` can't be written through.
#pragma once

#include "engine/tensor/shape.h"

#include <Eigen/Core>

#include <cassert>
#include <span>
#include <type_traits>

namespace unroll {

template <typename T>
class Tensor {
    using Value = std::remove_const_t<T>;
    template <typename Plain>
    using Qualified = std::conditional_t<std::is_const_v<T>, const Plain, Plain>;

public:
    using Matrix = Eigen::Map<Qualified<Eigen::Matrix<Value, Eigen::Dynamic, Eigen::Dynamic>>, Eigen::Unaligned,
                              Eigen::OuterStride<>>;
    using Array = Eigen::Map<Qualified<Eigen::Array<Value, Eigen::Dynamic, 1>>>;

    Tensor() = default; // no matrix at all
    Tensor(T* data, Shape shape)
        : Tensor(data, shape, shape.rows) {}
    Tensor(T* data, Shape shape, Index stride)
        : data_(data)
        , shape_(shape)
        , stride_(stride) {}

    operator Tensor<const T>() const requires(!std::is_const_v<T>) { return {data_, shape_, stride_}; }

    explicit operator bool() const { return data_ != nullptr; }
    T* data() const { return data_; }
    Shape shape() const { return shape_; }
    Index rows() const { return shape_.rows; }
    Index columns() const { return shape_.columns; }
    Index stride() const { return stride_; } // elements from one column to the next
    bool contiguous() const { return stride_ == shape_.rows || shape_.columns <= 1; }

    T& operator()(Index row, Index column) const {
        assert(row >= 0 && row < rows() && column >= 0 && column < columns());
        return data_[column * stride_ + row];
    }
    std::span<T> column(Index i) const { return {data_ + i * stride_, static_cast<std::size_t>(shape_.rows)}; }

    // Rows first ... first + count - 1, in place.
    Tensor rowRange(Index first, Index count) const {
        assert(first >= 0 && first + count <= rows());
        return {data_ + first, {count, shape_.columns}, stride_};
    }

    Tensor firstColumns(Index count) const {
        assert(count >= 0 && count <= columns());
        return {data_, {shape_.rows, count}, stride_};
    }

    Matrix matrix() const { return Matrix(data_, rows(), columns(), Eigen::OuterStride<>(stride_)); }

    // All elements in one array; only for a contiguous tensor.
    Array array() const {
        assert(contiguous());
        return Array(data_, shape_.size());
    }

private:
    T* data_ = nullptr;
    Shape shape_;
    Index stride_ = 0;
};

} // namespace unroll
