#include "engine/autodiff/gradient_check.h"

#include "engine/tensor/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace unroll {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double rounding = 4 * std::numeric_limits<double>::epsilon(); // of a function's value, relative

// A node whose elements can be moved, and its gradient.
struct Leaf {
    const NodeRecord* record;
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
            leaves.push_back({&record, parameters.subspan(static_cast<std::size_t>(record.parameterOffset), size),
                              copyOf(tape.gradient(node))});
        else if (record.kind == NodeKind::Input && record.needsGradient)
            leaves.push_back({&record, {tape.input(node).data(), size}, copyOf(tape.gradient(node))});
    }
    return leaves;
}

double largest(std::span<const double> values) {
    double magnitude = 0;
    for (const double value : values)
        magnitude = std::max(magnitude, std::abs(value));
    return magnitude;
}

double norm(std::span<const double> values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

// The function <cotangent, root> of one element at a time.
class Function {
public:
    Function(Tape<double>& tape, Node root, std::span<const double> cotangent)
        : tape_(tape)
        , root_(root)
        , cotangent_(cotangent) {}

    // With the element `step` away from where it is.
    double at(double& element, double step) const {
        const double x = element;
        element = x + step;
        tape_.forward();
        const Tensor<const double> value = tape_.value(root_);
        double sum = 0;
        for (Index column = 0; column < value.columns(); ++column)
            for (Index row = 0; row < value.rows(); ++row)
                sum += value(row, column) * cotangent_[static_cast<std::size_t>(column * value.rows() + row)];
        element = x; // not before: the root may be a view of it
        return sum;
    }

    double slope(double& element, double h) const {
        const double near = at(element, h) - at(element, -h);
        const double far = at(element, 2 * h) - at(element, -2 * h);
        return (8 * near - far) / (12 * h);
    }

    // By how much the slopes on the two sides differ: O(h) where the function is smooth.
    double jump(double& element, double h) const {
        return std::abs(at(element, h) - 2 * at(element, 0) + at(element, -h)) / h;
    }

private:
    Tape<double>& tape_;
    Node root_;
    std::span<const double> cotangent_;
};

struct Comparison {
    double difference = 0;
    double error = infinity;
    bool kink = false;
};

// `smallest` is the gradient below which errors are no longer relative, `scale` the size of the numbers whose
// difference the value may be.
Comparison compare(const Function& function, double& element, double gradient, double smallest, double scale,
                   const GradientCheckOptions& options) {
    const double size = std::max(std::abs(function.at(element, 0)), scale) * rounding;
    Comparison best;
    double h = options.h;
    for (int attempt = 0; attempt < (options.kinks ? 3 : 1); ++attempt, h /= 10) {
        const double difference = function.slope(element, h);
        const double visible = size / h / gradientCheckLimit;
        const double error = std::abs(gradient - difference) /
                             std::max({std::abs(gradient), std::abs(difference), smallest, visible, 1e-30});
        if (attempt == 0 || error < best.error)
            best = {difference, std::isnan(error) ? infinity : error};
        if (best.error <= gradientCheckLimit)
            return best;
    }
    if (options.kinks && std::isfinite(gradient)) {
        const double jump = function.jump(element, options.h / 100);
        best.kink = jump > function.jump(element, options.h / 10) / 2 && jump > 1e3 * size / options.h;
    }
    return best;
}

// The places of the elements to look at.
std::vector<std::size_t> chosen(std::size_t size, const GradientCheckOptions& options, Random& random) {
    std::vector<std::size_t> places(size);
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto wanted = static_cast<std::size_t>(options.elements);
    if (wanted == 0 || wanted >= size)
        return places;
    for (std::size_t i = 0; i < wanted; ++i)
        std::swap(places[i], places[i + static_cast<std::size_t>(random.below(size - i))]);
    places.resize(wanted);
    return places;
}

GradientCheck checkLeaf(const Function& function, Leaf& leaf, double scale, const GradientCheckOptions& options,
                        Random& random) {
    GradientCheck worst{.node = leaf.record->name, .place = leaf.record->place, .norm = norm(leaf.gradient)};
    if (options.at && !options.at(worst.place))
        return worst;
    const double smallest = largest(leaf.gradient) * 1e-3;
    for (const std::size_t i : chosen(leaf.elements.size(), options, random)) {
        const Comparison found = compare(function, leaf.elements[i], leaf.gradient[i], smallest, scale, options);
        ++worst.elements;
        worst.kinks += found.kink;
        if (found.kink || found.error <= worst.error)
            continue;
        worst.element = static_cast<Index>(i);
        worst.backward = leaf.gradient[i];
        worst.difference = found.difference;
        worst.error = found.error;
    }
    return worst;
}

} // namespace

std::vector<GradientCheck> checkGradients(Graph& graph, Tape<double>& tape, Node root, std::span<double> parameters,
                                          std::span<const double> cotangent, const GradientCheckOptions& options) {
    tape.resetGradients();
    tape.forward();
    tape.backward(cotangent);
    std::vector<Leaf> leaves = leavesOf(graph, tape, parameters);
    const Function function(tape, root, cotangent);
    Random random(options.seed);
    std::vector<GradientCheck> checks;
    for (Leaf& leaf : leaves)
        checks.push_back(checkLeaf(function, leaf, largest(cotangent), options, random));
    tape.forward();
    return checks;
}

} // namespace unroll
