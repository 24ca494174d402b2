#include "engine/ops/sparse_kernel.h"

#include "engine/tensor/packet.h"

namespace unroll {
namespace {

constexpr int panelPackets = 8; // rows that go through a column together, in vectors

template <typename T>
using Elements = std::span<const SparseElement<T>>;

// y += sum of value * column `row` of a, over the elements
template <typename T, int packets>
void gather(T* y, const T* a, Index stride, Elements<T> elements) {
    Packet<T> sums[packets];
    unrolled<packets>([&](auto i) { sums[i] = ploadu<Packet<T>>(y + i * lanes<T>); });
    for (const auto& [row, value] : elements) {
        const T* column = a + static_cast<Index>(row) * stride;
        const auto factor = pset1<Packet<T>>(value);
        unrolled<packets>([&](auto i) { sums[i] = pmadd(ploadu<Packet<T>>(column + i * lanes<T>), factor, sums[i]); });
    }
    unrolled<packets>([&](auto i) { pstoreu(y + i * lanes<T>, sums[i]); });
}

// column `row` of c += value * dy, for each of the elements
template <typename T, int packets>
void scatter(T* c, Index stride, const T* dy, Elements<T> elements) {
    Packet<T> gradient[packets];
    unrolled<packets>([&](auto i) { gradient[i] = ploadu<Packet<T>>(dy + i * lanes<T>); });
    for (const auto& [row, value] : elements) {
        T* column = c + static_cast<Index>(row) * stride;
        const auto factor = pset1<Packet<T>>(value);
        unrolled<packets>([&](auto i) {
            pstoreu(column + i * lanes<T>, pmadd(gradient[i], factor, ploadu<Packet<T>>(column + i * lanes<T>)));
        });
    }
}

// Calls run(first row, std::integral_constant packets) for panels of rows; returns the first row that fills no packet.
template <typename T, typename Run>
Index overPanels(Index rows, Run run) {
    const auto panel = [&]<int... packets>(Index first, Index count, std::integer_sequence<int, packets...>) {
        ((count == packets + 1 && (run(first, std::integral_constant<int, packets + 1>()), true)) || ...);
    };
    Index first = 0;
    while (rows - first >= lanes<T>) {
        const Index packets = std::min<Index>((rows - first) / lanes<T>, panelPackets);
        panel(first, packets, std::make_integer_sequence<int, panelPackets>());
        first += packets * lanes<T>;
    }
    return first;
}

} // namespace

template <typename T>
void addSparseProduct(Tensor<T> c, Tensor<const T> a, const SparseColumns<T>& x) {
    const Index tail = overPanels<T>(c.rows(), [&](Index first, auto packets) {
        for (Index j = 0; j < c.columns(); ++j)
            gather<T, packets>(&c(first, j), &a(first, 0), a.stride(), x.column(j));
    });
    for (Index j = 0; j < c.columns() && tail < c.rows(); ++j)
        for (const auto& [row, value] : x.column(j))
            for (Index i = tail; i < c.rows(); ++i)
                c(i, j) += a(i, row) * value;
}

template <typename T>
void addProductWithTransposed(Tensor<T> c, Tensor<const T> a, const SparseColumns<T>& x) {
    const Index tail = overPanels<T>(c.rows(), [&](Index first, auto packets) {
        for (Index j = 0; j < a.columns(); ++j)
            scatter<T, packets>(&c(first, 0), c.stride(), &a(first, j), x.column(j));
    });
    for (Index j = 0; j < a.columns() && tail < c.rows(); ++j)
        for (const auto& [row, value] : x.column(j))
            for (Index i = tail; i < c.rows(); ++i)
                c(i, row) += a(i, j) * value;
}

template void addSparseProduct(Tensor<float>, Tensor<const float>, const SparseColumns<float>&);
template void addSparseProduct(Tensor<double>, Tensor<const double>, const SparseColumns<double>&);
template void addProductWithTransposed(Tensor<float>, Tensor<const float>, const SparseColumns<float>&);
template void addProductWithTransposed(Tensor<double>, Tensor<const double>, const SparseColumns<double>&);

} // namespace unroll
