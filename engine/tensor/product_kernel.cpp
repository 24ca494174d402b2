#include "engine/tensor/product_kernel.h"

#include "engine/tensor/packet.h"

#include <array>

namespace unroll {
namespace {

// A tile's accumulators, a column of the left factor and one element of the right one have to fit the registers.
constexpr int tilePackets = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32 ? 4 : 2;
constexpr int tileColumns = 6;

constexpr Index tailDepth = 256; // how much of the left factor's last rows is copied at a time

enum class RightFactor { AsStored, Transposed };

// What the sums begin with.
enum class Begin { Zero, Bias, Result };

// c = a b + a' b' + ..., for a part of c that begins at this row and column of all factors.
template <typename T>
struct Products {
    std::span<const Factors<T>> factors;
    RightFactor right;
    Index row;
    Index column;
    T* c;
    Index stride; // between columns of c
    Begin begin;
    const T* bias; // of the part's rows

    Products fromColumn(Index j) const {
        Products part = *this;
        part.column += j;
        part.c += j * stride;
        return part;
    }
};

template <typename T, int packets, int columns>
void runTile(const Products<T>& products) {
    Packet<T> sums[packets][columns];
    const auto each = [](auto run) {
        unrolled<columns>([&](auto j) { unrolled<packets>([&](auto i) { run(i, j); }); });
    };

    const Index stride = products.stride;
    const bool bias = products.begin == Begin::Bias;
    if (products.begin == Begin::Zero)
        each([&](auto i, auto j) { sums[i][j] = pset1<Packet<T>>(T{0}); });
    else
        each([&, first = bias ? products.bias : products.c, next = bias ? 0 : stride](auto i, auto j) {
            sums[i][j] = ploadu<Packet<T>>(first + j * next + i * lanes<T>);
        });

    for (const auto& [a, b] : products.factors) {
        const bool stored = products.right == RightFactor::AsStored;
        const Index depthStride = stored ? 1 : b.stride();
        const Index columnStride = stored ? b.stride() : 1;
        const T* left = a.data() + products.row;
        const T* right = b.data() + products.column * columnStride;
        for (Index p = 0; p < a.columns(); ++p) {
            Packet<T> column[packets];
            unrolled<packets>([&](auto i) { column[i] = ploadu<Packet<T>>(left + p * a.stride() + i * lanes<T>); });
            unrolled<columns>([&](auto j) {
                const auto factor = pset1<Packet<T>>(right[p * depthStride + j * columnStride]);
                unrolled<packets>([&](auto i) { sums[i][j] = pmadd(column[i], factor, sums[i][j]); });
            });
        }
    }
    each([&](auto i, auto j) { pstoreu(products.c + j * stride + i * lanes<T>, sums[i][j]); });
}

template <typename T>
using Tile = void (*)(const Products<T>&);

template <typename T, int packets, int... columns>
constexpr std::array<Tile<T>, sizeof...(columns)> tilesOf(std::integer_sequence<int, columns...>) {
    return {runTile<T, packets, columns + 1>...};
}

template <typename T, int... packets>
constexpr auto allTiles(std::integer_sequence<int, packets...>) {
    return std::array{tilesOf<T, packets + 1>(std::make_integer_sequence<int, tileColumns>())...};
}

// tiles<T>[packets - 1][columns - 1]
template <typename T>
constexpr auto tiles = allTiles<T>(std::make_integer_sequence<int, tilePackets>());

template <typename T>
void runTile(Index packets, Index columns, const Products<T>& products) {
    tiles<T>[static_cast<std::size_t>(packets - 1)][static_cast<std::size_t>(columns - 1)](products);
}

// Calls run(first column, number of columns) for tiles of nearly equal width.
template <typename Run>
void overColumns(Index columns, Run run) {
    if (columns == 0)
        return;
    const Index count = (columns + tileColumns - 1) / tileColumns;
    const Index width = columns / count;
    const Index wider = columns % count; // so many are one column wider
    for (Index i = 0, first = 0; i < count; ++i) {
        const Index here = i < wider ? width + 1 : width;
        run(first, here);
        first += here;
    }
}

// Rows that make whole packets.
template <typename T>
void runPanel(Index packets, Index columns, const Products<T>& products) {
    overColumns(columns, [&](Index first, Index count) { runTile(packets, count, products.fromColumn(first)); });
}

// A part of the depth of a product's last rows, fewer than a packet: they go through a copy with zeros under them.
template <typename T>
void runTail(Index rows, Index columns, const Products<T>& products, const Factors<T>& part) {
    alignas(64) T left[tailDepth * lanes<T>] = {};
    alignas(64) T sums[tileColumns * lanes<T>] = {};
    for (Index p = 0; p < part.a.columns(); ++p)
        std::copy_n(part.a.data() + products.row + p * part.a.stride(), rows, left + p * lanes<T>);
    const Factors<T> factors{{left, {lanes<T>, part.a.columns()}}, part.b};
    overColumns(columns, [&](Index first, Index width) {
        T* c = products.c + first * products.stride;
        for (Index j = 0; j < width; ++j)
            if (products.begin == Begin::Zero)
                std::fill_n(sums + j * lanes<T>, rows, T{0});
            else
                std::copy_n(products.begin == Begin::Bias ? products.bias : c + j * products.stride, rows,
                            sums + j * lanes<T>);
        runTile<T>(1, width,
                   {.factors = std::span(&factors, 1),
                    .right = products.right,
                    .row = 0,
                    .column = products.column + first,
                    .c = sums,
                    .stride = lanes<T>,
                    .begin = Begin::Result,
                    .bias = nullptr});
        for (Index j = 0; j < width; ++j)
            std::copy_n(sums + j * lanes<T>, rows, c + j * products.stride);
    });
}

// A product without depth still writes what its sums begin with.
template <typename T>
void runTail(Index rows, Index columns, Products<T> products) {
    for (const auto& [a, b] : products.factors) {
        for (Index start = 0; start == 0 || start < a.columns(); start += tailDepth) {
            const Index count = std::min(tailDepth, a.columns() - start);
            const Index below = products.right == RightFactor::AsStored ? start : start * b.stride();
            runTail(rows, columns, products,
                    {{a.data() + start * a.stride(), {a.rows(), count}, a.stride()},
                     {b.data() + below, b.shape(), b.stride()}});
            products.begin = Begin::Result;
        }
    }
}

template <typename T>
void multiply(Tensor<T> c, std::span<const Factors<T>> factors, RightFactor right, Begin begin,
              const T* bias = nullptr) {
    for (Index row = 0; row < c.rows();) {
        const Products<T> products{.factors = factors,
                                   .right = right,
                                   .row = row,
                                   .column = 0,
                                   .c = c.data() + row,
                                   .stride = c.stride(),
                                   .begin = begin,
                                   .bias = bias ? bias + row : nullptr};
        const Index packets = std::min<Index>((c.rows() - row) / lanes<T>, tilePackets);
        if (packets == 0)
            return runTail(c.rows() - row, c.columns(), products);
        runPanel(packets, c.columns(), products);
        row += packets * lanes<T>;
    }
}

template <typename T>
void multiply(Tensor<T> c, Factors<T> factors, RightFactor right, Begin begin, const T* bias = nullptr) {
    multiply(c, std::span<const Factors<T>>(&factors, 1), right, begin, bias);
}

} // namespace

template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, Factors<T>{a, b}, RightFactor::AsStored, Begin::Zero);
}

template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b, Tensor<const T> bias) {
    multiply(c, Factors<T>{a, b}, RightFactor::AsStored, Begin::Bias, bias.data());
}

template <typename T>
void addProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, Factors<T>{a, b}, RightFactor::AsStored, Begin::Result);
}

template <typename T>
void addProductWithTransposed(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, Factors<T>{a, b}, RightFactor::Transposed, Begin::Result);
}

template <typename T>
void addProductsWithTransposed(Tensor<T> c, std::span<const Factors<T>> factors) {
    multiply(c, factors, RightFactor::Transposed, Begin::Result);
}

#define UNROLL_PRODUCTS_OF(T)                                                                                          \
    template void setProduct(Tensor<T>, Tensor<const T>, Tensor<const T>);                                             \
    template void setProduct(Tensor<T>, Tensor<const T>, Tensor<const T>, Tensor<const T>);                            \
    template void addProduct(Tensor<T>, Tensor<const T>, Tensor<const T>);                                             \
    template void addProductWithTransposed(Tensor<T>, Tensor<const T>, Tensor<const T>);                               \
    template void addProductsWithTransposed(Tensor<T>, std::span<const Factors<T>>);

UNROLL_PRODUCTS_OF(float)
UNROLL_PRODUCTS_OF(double)

} // namespace unroll
