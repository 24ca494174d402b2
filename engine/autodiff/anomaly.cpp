#include "engine/autodiff/anomaly.h"

#include <cmath>

namespace unroll {
namespace {

template <typename T>
bool allFinite(Tensor<const T> tensor) {
    for (Index column = 0; column < tensor.columns(); ++column)
        for (const T value : tensor.column(column))
            if (!std::isfinite(value))
                return false;
    return true;
}

std::string opName(const NodeRecord& record) {
    if (record.op)
        return record.op->name();
    return record.kind == NodeKind::Parameter ? "parameter" : "input";
}

NonFinite describe(const NodeRecord& record, std::size_t moment) {
    return {.op = opName(record), .node = record.name, .place = record.place, .moment = moment};
}

template <typename T>
std::optional<NonFinite> firstInForward(Graph& graph, const Tape<T>& tape) {
    std::size_t moment = 0;
    for (const std::size_t index : tape.order()) {
        const NodeRecord& record = graph.record(index);
        if (record.kind != NodeKind::Labels && !allFinite(tape.value(graph.node(index))))
            return describe(record, moment);
        ++moment;
    }
    return std::nullopt;
}

template <typename T>
std::optional<NonFinite> firstInBackward(Graph& graph, Tape<T>& tape, std::span<const T> seed) {
    std::optional<NonFinite> found;
    std::size_t moment = tape.order().size();
    tape.resetGradients();
    tape.backward(seed, [&](std::size_t index) {
        for (const std::size_t operand : graph.record(index).operands) {
            if (!graph.record(operand).needsGradient || allFinite(tape.gradient(graph.node(operand))))
                continue;
            found = describe(graph.record(index), moment);
            found->gradientOf = graph.record(operand).name;
            break;
        }
        ++moment;
        return !found;
    });
    return found;
}

} // namespace

template <typename T>
std::optional<NonFinite> firstNonFinite(Graph& graph, Tape<T>& tape, std::span<const T> seed) {
    if (const auto found = firstInForward(graph, tape))
        return found;
    return firstInBackward(graph, tape, seed);
}

template std::optional<NonFinite> firstNonFinite(Graph&, Tape<float>&, std::span<const float>);
template std::optional<NonFinite> firstNonFinite(Graph&, Tape<double>&, std::span<const double>);

} // namespace unroll
