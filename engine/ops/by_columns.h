// Element-wise work on tensors whose columns may lie apart, or of which one column stands for all.
#pragma once

#include "engine/autodiff/op.h"
#include "engine/tensor/packet.h"

#include <algorithm>

namespace unroll {

// A column of a tensor as an Eigen array; of a tensor with one column always that one.
template <typename T>
auto columnOf(Tensor<T> tensor, Index j) {
    return tensor.matrix().col(tensor.columns() == 1 ? 0 : j).array();
}

// Calls run(part of each tensor as an Eigen array). Where all tensors have one shape and are contiguous, once for all
// elements; else once for each column, a tensor of one column giving that column every time.
template <typename Run, typename First, typename... Rest>
void byColumns(Run run, First first, Rest... rest) {
    const Index columns = std::max({first.columns(), rest.columns()...});
    const bool same = ((first.shape() == rest.shape()) && ...);
    if (same && first.contiguous() && (rest.contiguous() && ...))
        return run(first.array(), rest.array()...);
    for (Index j = 0; j < columns; ++j)
        run(columnOf(first, j), columnOf(rest, j)...);
}

// Calls run(part of the result, part of the operand) as Eigen arrays of one packet, for tensors of one shape. What is
// left behind the last whole packet is computed in one as well, so an element's bits do not depend on where it stands:
// Eigen computes what lies beside whole packets one by one, and its functions of one number round otherwise.
template <typename Run, typename T>
void byPackets(Run run, Tensor<T> result, Tensor<const T> operand) {
    using Part = Eigen::Array<T, static_cast<int>(lanes<T>), 1>;
    const auto stretch = [&run](T* y, const T* a, Index size) {
        Index i = 0;
        for (; i + lanes<T> <= size; i += lanes<T>)
            run(Eigen::Map<Part>(y + i), Eigen::Map<const Part>(a + i));
        if (i == size)
            return;
        Part rest = Part::Ones();
        std::copy(a + i, a + size, rest.data());
        run(Eigen::Map<Part>(rest.data()), Eigen::Map<const Part>(rest.data()));
        std::copy_n(rest.data(), size - i, y + i);
    };
    if (result.contiguous() && operand.contiguous())
        return stretch(result.data(), operand.data(), result.shape().size());
    for (Index j = 0; j < result.columns(); ++j)
        stretch(result.column(j).data(), operand.column(j).data(), result.rows());
}

// Adds an expression of the parts of further tensors to the gradient of an input; stores it where that is the first
// write (see Op::storesFirst()).
template <typename T, typename Expression, typename... Operands>
void addGradient(const OpCall<T>& call, std::size_t input, Expression expression, Operands... operands) {
    const Tensor<T> target = call.inputGradients[input];
    const bool once = target.columns() == std::max({operands.columns()...}); // no column stands for several
    if (call.isFirst(input) && once)
        return byColumns([&](auto d, auto... parts) { d = expression(parts...); }, target, operands...);
    if (call.isFirst(input))
        target.matrix().setZero();
    byColumns([&](auto d, auto... parts) { d += expression(parts...); }, target, operands...);
}

// The same for one column of a gradient that has as many columns as the result. For an operation with several
// gradients, whose columns are read once for all of them while they are near. Inline always: a call for every column
// shows in a training's time.
template <typename T, typename Expression>
[[gnu::always_inline]] inline void addGradientColumn(const OpCall<T>& call, std::size_t input, Index j,
                                                     const Expression& expression) {
    if (!call.inputGradients[input])
        return;
    auto target = columnOf(call.inputGradients[input], j);
    if (call.isFirst(input))
        target = expression;
    else
        target += expression;
}

} // namespace unroll
