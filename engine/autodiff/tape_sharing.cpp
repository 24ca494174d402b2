// How a tape computes columns that are equal once.
#include "engine/autodiff/tape.h"

#include <algorithm>

namespace unroll {

template <typename T>
bool Tape<T>::shareColumns(std::span<const Index> apart) {
    if (!sharing_.possible || apart.size() != widths_.size())
        return false;
    for (std::size_t t = 0; t < apart.size(); ++t)
        widths_[t] = std::clamp<Index>(apart[t] + 1, t == 0 ? 1 : widths_[t - 1], sharing_.columns);
    for (Step& step : steps_)
        if (const Index wide = width(step.cell); step.cell > 0 && step.width != wide) {
            step.width = wide;
            narrow(step);
        }
    return true;
}

// The columns that are computed in a cell, or read by it.
template <typename T>
Index Tape<T>::width(Index cell) const {
    const bool all = cell == 0 || cell == ColumnCrossing::everyColumn;
    return all ? sharing_.columns : widths_[static_cast<std::size_t>(cell - 1)];
}

// Lets a step run for its first columns alone.
template <typename T>
void Tape<T>::narrow(Step& step) {
    const auto part = [&](auto tensor) { return tensor ? tensor.firstColumns(step.width) : tensor; };
    const Slot& slot = slots_[place_[step.node]];
    step.call.output = part(slot.buffer);
    step.call.outputGradient = part(slot.gradient);
    const auto& operands = graph_.record(step.node).operands;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        if (readsAsAWhole(*step.op, i, graph_.record(operands[i]).shape))
            continue;
        const Slot& source = slots_[place_[operands[i]]];
        operandValues_[step.firstOperand + i] = part(source.value);
        operandGradients_[step.firstOperand + i] = part(source.gradient);
    }
}

// Copies the column that stands for all behind it to those that are read.
template <typename T>
void Tape<T>::spread(const Step& step) const {
    const Index wide = width(step.crossing->widestCell);
    auto value = slots_[step.crossing->place].buffer.matrix();
    for (Index j = step.width; j < wide; ++j)
        value.col(j) = value.col(step.width - 1);
}

// Adds the gradients of the columns that it stood for to its own.
template <typename T>
void Tape<T>::gather(const Step& step) const {
    const Index wide = width(step.crossing->widestCell);
    auto gradient = slots_[step.crossing->place].gradient.matrix();
    for (Index j = step.width; j < wide; ++j)
        gradient.col(step.width - 1) += gradient.col(j);
}

// An operation that is the first to write a gradient writes fewer columns than others add to.
template <typename T>
void Tape<T>::clearBeyond(const Step& step) const {
    for (const ColumnCrossing* crossing : step.startsIn) {
        auto gradient = slots_[crossing->place].gradient.matrix();
        const Index wide = width(crossing->widestCell);
        gradient.middleCols(step.width, wide - step.width).setZero();
    }
}

template class Tape<float>;
template class Tape<double>;

} // namespace unroll
