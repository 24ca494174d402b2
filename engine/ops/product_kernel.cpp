#include "engine/ops/product_kernel.h"

#include "engine/tensor/packet.h"

#include <array>

namespace unroll {
namespace {

// A tile's accumulators, a column of the left factor and one element of the right one have to fit the registers.
constexpr int tilePackets = EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS >= 32 ? 4 : 2;
constexpr int tileColumns = 6;

constexpr Index tailDepth = 256; // how much of the left factor's last rows is copied at a time

// Element (p, j) of the right factor is data[p * depthStride + j * columnStride].
template <typename T>
struct Right {
    const T* data;
    Index depthStride;
    Index columnStride;

    Right from(Index p, Index j) const {
        return {data + p * depthStride + j * columnStride, depthStride, columnStride};
    }
};

template <typename T>
struct Left {
    const T* data;
    Index stride; // between columns
};

// What the sums begin with.
enum class Begin { Zero, Bias, Result };

template <typename T>
struct Result {
    T* data;
    Index stride;
    Begin begin;
    const T* bias;
};

template <typename T, int packets, int columns>
void runTile(Index depth, Left<T> a, Right<T> b, Result<T> c) {
    Packet<T> sums[packets][columns];
    const auto each = [](auto run) {
        unrolled<columns>([&](auto j) { unrolled<packets>([&](auto i) { run(i, j); }); });
    };

    const T* before = c.begin == Begin::Bias ? c.bias : c.data;
    const Index stride = c.begin == Begin::Bias ? 0 : c.stride;
    if (c.begin == Begin::Zero)
        each([&](auto i, auto j) { sums[i][j] = pset1<Packet<T>>(T{0}); });
    else
        each([&](auto i, auto j) { sums[i][j] = ploadu<Packet<T>>(before + j * stride + i * lanes<T>); });

    for (Index p = 0; p < depth; ++p) {
        Packet<T> left[packets];
        unrolled<packets>([&](auto i) { left[i] = ploadu<Packet<T>>(a.data + p * a.stride + i * lanes<T>); });
        unrolled<columns>([&](auto j) {
            const auto right = pset1<Packet<T>>(b.data[p * b.depthStride + j * b.columnStride]);
            unrolled<packets>([&](auto i) { sums[i][j] = pmadd(left[i], right, sums[i][j]); });
        });
    }
    each([&](auto i, auto j) { pstoreu(c.data + j * c.stride + i * lanes<T>, sums[i][j]); });
}

template <typename T>
using Tile = void (*)(Index, Left<T>, Right<T>, Result<T>);

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
void runPanel(Index packets, Index depth, Left<T> a, Right<T> b, Result<T> c, Index columns) {
    overColumns(columns, [&](Index first, Index count) {
        Result<T> part = c;
        part.data += first * c.stride;
        tiles<T>[static_cast<std::size_t>(packets - 1)][static_cast<std::size_t>(count - 1)](depth, a, b.from(0, first),
                                                                                             part);
    });
}

// The last rows, fewer than a packet: they go through a copy with zeros under them. A product without depth still
// writes what its sums begin with.
template <typename T>
void runTail(Index rows, Index depth, Left<T> a, Right<T> b, Result<T> c, Index columns) {
    alignas(64) T left[tailDepth * lanes<T>] = {};
    alignas(64) T sums[tileColumns * lanes<T>] = {};
    for (Index start = 0; start == 0 || start < depth; start += tailDepth) {
        const Index count = std::min(tailDepth, depth - start);
        for (Index p = 0; p < count; ++p)
            std::copy_n(a.data + (start + p) * a.stride, rows, left + p * lanes<T>);
        overColumns(columns, [&](Index first, Index width) {
            for (Index j = 0; j < width; ++j) {
                const T* before = c.begin == Begin::Bias && start == 0 ? c.bias : c.data + (first + j) * c.stride;
                if (c.begin == Begin::Zero && start == 0)
                    std::fill_n(sums + j * lanes<T>, rows, T{0});
                else
                    std::copy_n(before, rows, sums + j * lanes<T>);
            }
            tiles<T>[0][static_cast<std::size_t>(width - 1)](count, {left, lanes<T>}, b.from(start, first),
                                                             {sums, lanes<T>, Begin::Result, nullptr});
            for (Index j = 0; j < width; ++j)
                std::copy_n(sums + j * lanes<T>, rows, c.data + (first + j) * c.stride);
        });
    }
}

template <typename T>
void multiply(Tensor<T> c, Tensor<const T> a, Right<T> b, Begin begin, const T* bias = nullptr) {
    const Index depth = a.columns();
    Left<T> left{a.data(), a.stride()};
    Result<T> result{c.data(), c.stride(), begin, bias};
    for (Index rows = c.rows(); rows > 0;) {
        const Index packets = std::min<Index>(rows / lanes<T>, tilePackets);
        if (packets == 0) {
            runTail(rows, depth, left, b, result, c.columns());
            return;
        }
        runPanel(packets, depth, left, b, result, c.columns());
        const Index done = packets * lanes<T>;
        rows -= done;
        left.data += done;
        result.data += done;
        if (bias)
            result.bias += done;
    }
}

template <typename T>
Right<T> asStored(Tensor<const T> b) {
    return {b.data(), 1, b.stride()};
}

} // namespace

template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, a, asStored(b), Begin::Zero);
}

template <typename T>
void setProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b, Tensor<const T> bias) {
    multiply(c, a, asStored(b), Begin::Bias, bias.data());
}

template <typename T>
void addProduct(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, a, asStored(b), Begin::Result);
}

template <typename T>
void addProductWithTransposed(Tensor<T> c, Tensor<const T> a, Tensor<const T> b) {
    multiply(c, a, Right<T>{b.data(), b.stride(), 1}, Begin::Result);
}

#define UNROLL_PRODUCTS_OF(T)                                                                                          \
    template void setProduct(Tensor<T>, Tensor<const T>, Tensor<const T>);                                             \
    template void setProduct(Tensor<T>, Tensor<const T>, Tensor<const T>, Tensor<const T>);                            \
    template void addProduct(Tensor<T>, Tensor<const T>, Tensor<const T>);                                             \
    template void addProductWithTransposed(Tensor<T>, Tensor<const T>, Tensor<const T>);

UNROLL_PRODUCTS_OF(float)
UNROLL_PRODUCTS_OF(double)

} // namespace unroll
