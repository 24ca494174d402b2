#include "engine/tensor/transpose.h"

#include "engine/tensor/packet.h"

namespace unroll {
namespace {

// PacketBlock drops the vectors' alignment from its name, which is no loss here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-attributes"

// A square of as many rows and columns as a vector has lanes.
template <typename T>
void transposeSquare(T* target, Index targetStride, const T* source, Index sourceStride) {
    constexpr int size = lanes<T>;
    Eigen::internal::PacketBlock<Packet<T>, size> square;
    unrolled<size>([&](auto k) { square.packet[k] = ploadu<Packet<T>>(source + k * sourceStride); });
    Eigen::internal::ptranspose(square);
    unrolled<size>([&](auto k) { pstoreu(target + k * targetStride, square.packet[k]); });
}

#pragma GCC diagnostic pop

} // namespace

template <typename T>
void transposeInto(Tensor<T> target, Tensor<const T> source) {
    const Index rows = source.rows() / lanes<T> * lanes<T>;
    const Index columns = source.columns() / lanes<T> * lanes<T>;
    for (Index j = 0; j < columns; j += lanes<T>)
        for (Index i = 0; i < rows; i += lanes<T>)
            transposeSquare(&target(j, i), target.stride(), &source(i, j), source.stride());
    const auto from = source.matrix();
    auto to = target.matrix();
    to.rightCols(from.rows() - rows) = from.bottomRows(from.rows() - rows).transpose();
    to.block(columns, 0, from.cols() - columns, rows) = from.block(0, columns, rows, from.cols() - columns).transpose();
}

template void transposeInto(Tensor<float>, Tensor<const float>);
template void transposeInto(Tensor<double>, Tensor<const double>);

} // namespace unroll
