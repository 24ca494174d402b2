#include "engine/autodiff/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// A node whose elements can be moved, and its gradient.
struct Leaf {
    std::string name;
    std::span<double> elements;
    std::vector<double> gradient;
};

std::vector<double> copyOf(Tensor<const double> tensor) {
    return {tensor.data(), tensor.data() + tensor.shape().size()};
}

std::vector<Leaf> leavesOf(Graph& graph, Tape<double>& tape, std::span<double> parameters) {
    std::vector<Leaf> leaves;
    for (const std::size_t index : tape.order()) {
        const NodeRecord& record = graph.record(index);
        const Node node = graph.node(index);
        const auto size = static_cast<std::size_t>(record.shape.size());
        if (record.kind == NodeKind::Parameter)
            leaves.push_back({record.name, parameters.subspan(static_cast<std::size_t>(record.parameterOffset), size),
                              copyOf(tape.gradient(node))});
        else if (record.kind == NodeKind::Input && record.needsGradient)
            leaves.push_back({record.name, {tape.input(node).data(), size}, copyOf(tape.gradient(node))});
    }
    return leaves;
}

double largest(std::span<const double> values) {
    double magnitude = 0;
    for (const double value : values)
        magnitude = std::max(magnitude, std::abs(value));
    return magnitude;
}

// <cotangent, value>, column by column.
double product(Tensor<const double> value, std::span<const double> cotangent) {
    double sum = 0;
    for (Index column = 0; column < value.columns(); ++column)
        for (Index row = 0; row < value.rows(); ++row)
            sum += value(row, column) * cotangent[static_cast<std::size_t>(column * value.rows() + row)];
    return sum;
}

} // namespace

std::vector<GradientCheck> checkGradients(Graph& graph, Tape<double>& tape, Node root, std::span<double> parameters,
                                          std::span<const double> cotangent, double h) {
    tape.resetGradients();
    tape.forward();
    tape.backward(cotangent);
    std::vector<Leaf> leaves = leavesOf(graph, tape, parameters);

    const auto functionAt = [&](double& element, double position) {
        element = position;
        tape.forward();
        return product(tape.value(root), cotangent);
    };
    std::vector<GradientCheck> checks;
    for (Leaf& leaf : leaves) {
        const double floor = std::max(largest(leaf.gradient) * 1e-3, 1e-30);
        GradientCheck worst{.node = leaf.name};
        for (std::size_t i = 0; i < leaf.elements.size(); ++i) {
            double& element = leaf.elements[i];
            const double x = element;
            const double near = functionAt(element, x + h) - functionAt(element, x - h);
            const double far = functionAt(element, x + 2 * h) - functionAt(element, x - 2 * h);
            element = x;
            const double difference = (8 * near - far) / (12 * h);
            const double gradient = leaf.gradient[i];
            const double error =
                std::abs(gradient - difference) / std::max({std::abs(gradient), std::abs(difference), floor});
            if (!(error <= worst.error)) // a NaN is the worst of all, and stays
                worst = {leaf.name, static_cast<Index>(i), gradient, difference, std::isnan(error) ? infinity : error};
        }
        checks.push_back(worst);
    }
    tape.forward();
    return checks;
}

} // namespace unroll
