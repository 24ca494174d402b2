#include "engine/training/network_check.h"

#include "engine/autodiff/gradient_check.h"
#include "engine/training/image_reader.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

static_assert(largestShareError == gradientCheckLimit);

// A network with numbers in it.
template <typename T>
struct Filled {
    Filled(const ModelDescription& description, Index images, Sharing sharing)
        : model(description, images, Pixels::Dense, sharing)
        , parameters(model.graph().parameterBlockSize())
        , tape(model.graph(), model.losses(), parameters.span())
        , seed(static_cast<std::size_t>(images), T{1} / static_cast<T>(images)) {}

    void pass() {
        tape.resetGradients();
        tape.forward();
        tape.backward(seed);
    }

    Model model;
    Arena<T> parameters;
    Tape<T> tape;
    std::vector<T> seed; // the mean over the images
};

// The same weights and images, in double. A parameter of each cell's own gets what the shared one has.
void copyInto(Filled<double>& copy, Filled<float>& source) {
    Graph& graph = copy.model.graph();
    for (const Node node : graph.parameters())
        for (const Node from : source.model.graph().parameters())
            if (from.name() == node.name())
                std::copy_n(source.parameters.data() + source.model.graph().record(from).parameterOffset,
                            node.shape().size(), copy.parameters.data() + graph.record(node).parameterOffset);
    copy.tape.input(copy.model.pixels()).matrix() =
        source.tape.input(source.model.pixels()).matrix().template cast<double>();
    std::ranges::copy(source.tape.labels(source.model.labels()), copy.tape.labels(copy.model.labels()).begin());
}

GradientShare shareOf(const GradientCheck& check, Index rows) {
    return {.cell = check.place.cell,
            .elements = check.elements,
            .error = check.error,
            .row = check.element % rows,
            .column = check.element / rows,
            .backward = check.backward,
            .difference = check.difference,
            .kinks = check.kinks,
            .norm = check.norm};
}

// ||a - b|| / ||b||, or over `least` where that is larger; 0 when both are zero.
double distance(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, double least = 0) {
    const double difference = (a - b).norm();
    return difference == 0 ? 0 : difference / std::max(b.norm(), least);
}

// The norm of a gradient below which single precision can't tell it better than largestSingleError: probabilities near
// 1 are rounded to some 1e-7, and states add their norm.
constexpr double leastSingleNorm = 1e-3;

Eigen::MatrixXd sumOfShares(Filled<double>& untied, const std::string& name, Shape shape) {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(shape.rows, shape.columns);
    for (const Node node : untied.model.graph().parameters())
        if (node.name() == name)
            sum += untied.tape.gradient(node).matrix();
    return sum;
}

// The shares of one parameter among the checks of all.
ParameterCheck collect(const std::string& name, Index rows, std::span<const GradientCheck> checks) {
    ParameterCheck parameter{.name = name};
    for (const GradientCheck& check : checks)
        if (check.node == name) {
            parameter.elements = std::max(parameter.elements, check.elements);
            parameter.error = std::max(parameter.error, check.error);
            parameter.shares.push_back(shareOf(check, rows));
        }
    std::ranges::sort(parameter.shares, {}, &GradientShare::cell);
    return parameter;
}

// Whether a cell, counted from 1, is one of so many that lie evenly between the first and the last.
bool isAmong(std::int64_t cell, std::int64_t chosen, std::int64_t cells) {
    if (chosen == 0 || chosen >= cells || cell == 0 || cell == cells)
        return true;
    const std::int64_t gaps = std::max<std::int64_t>(chosen - 1, 1);
    const std::int64_t next = ((cell - 1) * gaps + cells - 2) / (cells - 1); // the first of them not before the cell
    return next * (cells - 1) / gaps == cell - 1;
}

} // namespace

NetworkCheck checkNetwork(const ModelDescription& description, std::span<const float> parameters, const ImageSet& set,
                          std::span<const std::uint32_t> indices, std::span<const std::uint32_t> places,
                          const NetworkCheckOptions& options) {
    if (indices.empty())
        throw std::invalid_argument("A gradient is checked on at least one image.");
    Filled<float> single(description, std::ssize(indices), Sharing::Shared);
    std::ranges::copy(parameters, single.parameters.data());
    ImageReader(set, {places.begin(), places.end()}).read(indices, single.model, single.tape);
    Filled<double> shared(description, std::ssize(indices), Sharing::Shared);
    Filled<double> untied(description, std::ssize(indices), Sharing::Untied);
    copyInto(shared, single);
    copyInto(untied, single);
    single.tape.abandonWhen(options.abandoned);
    shared.tape.abandonWhen(options.abandoned);
    untied.tape.abandonWhen(options.abandoned);
    single.pass();
    shared.pass();
    const auto checks = checkGradients(
        untied.model.graph(), untied.tape, untied.model.losses(), untied.parameters.span(), untied.seed,
        {.elements = options.elements,
         .seed = options.seed,
         .kinks = description.activation == Activation::Relu,
         .at = [&](const NodePlace& place) { return isAmong(place.cell, options.cells, description.cells); }});

    NetworkCheck result{.images = std::ssize(indices),
                        .loss = shared.tape.value(shared.model.losses()).matrix().mean(),
                        .parameters = {}};
    for (std::size_t i = 0; i < shared.model.graph().parameters().size(); ++i) {
        const Node node = shared.model.graph().parameters()[i];
        const Eigen::MatrixXd gradient = shared.tape.gradient(node).matrix();
        const Node singleNode = single.model.graph().parameters()[i];
        ParameterCheck parameter = collect(node.name(), node.shape().rows, checks);
        parameter.sumError = distance(sumOfShares(untied, node.name(), node.shape()), gradient);
        parameter.singleError =
            distance(single.tape.gradient(singleNode).matrix().cast<double>(), gradient, leastSingleNorm);
        result.parameters.push_back(std::move(parameter));
    }
    return result;
}

std::string firstDisagreement(const NetworkCheck& check) {
    const auto within = [](double error, double limit) { return error <= limit; }; // and not NaN
    std::string found;
    std::int64_t cell = 0;
    for (const ParameterCheck& parameter : check.parameters) {
        for (const GradientShare& share : parameter.shares)
            if (!within(share.error, largestShareError) && share.cell > cell) {
                cell = share.cell;
                found = parameter.name + ", cell " + std::to_string(cell);
            }
        if (found.empty() &&
            !(within(parameter.sumError, largestShareError) && within(parameter.singleError, largestSingleError)))
            found = parameter.name;
    }
    return found;
}

} // namespace unroll
