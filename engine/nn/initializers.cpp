#include "engine/nn/initializers.h"

#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

namespace unroll {
namespace {

// The order of the gates is PyTorch's: i f g o in an LSTM, r z n in a GRU.
constexpr Index lstmGates = 4;
constexpr Index inputGate = 0;
constexpr Index memoryGate = 1; // the LSTM's forget gate, the GRU's update gate

// A parameter of a recurrent layer or of the dense one, and what its name says of it.
struct Parameter {
    const NodeRecord* record = nullptr;
    Tensor<float> values;
    Index hidden = 0;       // of the layer
    bool recurrent = false; // between states

    bool isBias() const { return record->name.find(".bias") != std::string::npos; }
    bool inLayer() const { return record->name.starts_with("rnn."); }
    Index gates() const { return inLayer() ? std::max<Index>(1, values.rows() / hidden) : 1; }
    Tensor<float> gate(Index i) const {
        const Index rows = values.rows() / gates();
        return values.rowRange(i * rows, rows);
    }
};

void fillUniform(Tensor<float> values, double low, double high, Random& random) {
    for (Index row = 0; row < values.rows(); ++row)
        for (Index column = 0; column < values.columns(); ++column)
            values(row, column) = static_cast<float>(random.uniform(low, high));
}

void fillXavier(Tensor<float> values, Random& random) {
    const double range = std::sqrt(6.0 / static_cast<double>(values.rows() + values.columns()));
    fillUniform(values, -range, range, random);
}

// In eight sums and this order, whatever the processor's vectors: libraries add in an order that depends on them.
double innerProduct(std::span<const double> a, std::span<const double> b) {
    constexpr std::size_t parts = 8;
    std::array<double, parts> sums{};
    std::size_t i = 0;
    for (; i + parts <= a.size(); i += parts)
        for (std::size_t part = 0; part < parts; ++part)
            sums[part] += a[i + part] * b[i + part];
    for (; i < a.size(); ++i)
        sums[0] += a[i] * b[i];
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

// The orthogonal factor of a square matrix of normal numbers, with the signs that make it uniformly distributed: the
// columns made orthonormal by Gram and Schmidt's method, in its modified form.
void fillOrthogonal(Tensor<float> values, Random& random) {
    const auto size = static_cast<std::size_t>(values.rows());
    std::vector<double> numbers(size * size);
    const auto column = [&](std::size_t j) { return std::span(numbers).subspan(j * size, size); };
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j)
            column(j)[i] = random.normal();
    for (std::size_t j = 0; j < size; ++j) {
        const std::span<double> own = column(j);
        for (std::size_t k = 0; k < j; ++k) {
            const std::span<const double> before = column(k);
            const double share = innerProduct(before, own);
            for (std::size_t i = 0; i < size; ++i)
                own[i] -= share * before[i];
        }
        const double length = std::sqrt(innerProduct(own, own));
        for (double& number : own)
            number /= length;
        std::ranges::transform(own, values.column(static_cast<Index>(j)).begin(),
                               [](double number) { return static_cast<float>(number); });
    }
}

void fillPytorch(const Parameter& parameter, Index denseInputs, Random& random) {
    const double range = 1 / std::sqrt(static_cast<double>(parameter.inLayer() ? parameter.hidden : denseInputs));
    fillUniform(parameter.values, -range, range, random);
}

// How many cells a unit remembers, by chrono.
double memoryLength(Index cells, Random& random) {
    return random.uniform(1, std::max(1.0, static_cast<double>(cells - 1)));
}

// Biases are zero already.
void fillBias(const Parameter& parameter) {
    if (parameter.gates() == lstmGates)
        parameter.gate(memoryGate).matrix().setOnes();
}

void fillChronoBias(const Parameter& parameter, Index cells, Random& random) {
    const bool ofInput = parameter.record->name.find(".bias_ih") != std::string::npos; // a GRU has another one
    if (parameter.gates() == 1 || !ofInput)
        return;
    for (Index unit = 0; unit < parameter.hidden; ++unit) {
        const auto bias = static_cast<float>(naturalLogarithm(memoryLength(cells, random)));
        parameter.gate(memoryGate)(unit, 0) = bias;
        if (parameter.gates() == lstmGates)
            parameter.gate(inputGate)(unit, 0) = -bias;
    }
}

// An IndRNN's recurrent weights, and its input weights, which are drawn already.
void fillChronoMemory(Tensor<float> recurrent, Tensor<float> input, Index cells, Random& random) {
    for (Index unit = 0; unit < recurrent.rows(); ++unit) {
        const double length = memoryLength(cells, random);
        const double kept = length / (1 + length);
        recurrent(unit, 0) = static_cast<float>(kept);
        input.matrix().row(unit) *= static_cast<float>(std::sqrt(1 - kept * kept));
    }
}

void fillMatrix(const Parameter& parameter, Initialization initialization, Random& random) {
    for (Index i = 0; i < parameter.gates(); ++i) {
        if (parameter.recurrent && initialization == Initialization::Orthogonal)
            fillOrthogonal(parameter.gate(i), random);
        else
            fillXavier(parameter.gate(i), random);
    }
}

// `before` is the parameter declared before this one: the input weights, when this one is the recurrent weights.
void fill(const Parameter& parameter, const Parameter& before, Initialization initialization, Index cells,
          Random& random) {
    const bool chrono = initialization == Initialization::Chrono;
    if (parameter.isBias())
        chrono ? fillChronoBias(parameter, cells, random) : fillBias(parameter);
    else if (!parameter.record->isVector)
        fillMatrix(parameter, initialization, random);
    else if (chrono)
        fillChronoMemory(parameter.values, before.values, cells, random);
    else
        fillUniform(parameter.values, 0, 1, random);
}

// The hidden size of a layer, by its recurrent weights: their columns, or their rows where each unit has one alone.
Index hiddenSize(const Graph& graph, const NodeRecord& ofLayer) {
    const std::string layer = ofLayer.name.substr(std::min(ofLayer.name.rfind("_l"), ofLayer.name.size()));
    const std::string recurrent = "rnn.weight_hh" + layer;
    for (const Node parameter : graph.parameters())
        if (parameter.name() == recurrent) {
            const Index hidden = graph.record(parameter).isVector ? parameter.shape().rows : parameter.shape().columns;
            if (ofLayer.shape.rows % hidden != 0)
                throw std::invalid_argument("'" + ofLayer.name + "' has " + std::to_string(ofLayer.shape.rows) +
                                            " rows, which are not those of whole gates of " + std::to_string(hidden) +
                                            " units, as '" + recurrent + "' has them.");
            return hidden;
        }
    throw std::invalid_argument("The layer of '" + ofLayer.name + "' has no recurrent weights '" + recurrent + "'.");
}

// The columns of the dense layer.
Index denseInputs(const Graph& graph) {
    for (const Node parameter : graph.parameters())
        if (parameter.name() == "out.weight")
            return parameter.shape().columns;
    throw std::invalid_argument("The network has no dense layer 'out'.");
}

} // namespace

Initialization initializationNamed(std::string_view name) {
    if (name == "xavier")
        return Initialization::Xavier;
    if (name == "orthogonal")
        return Initialization::Orthogonal;
    if (name == "pytorch")
        return Initialization::Pytorch;
    if (name == "chrono")
        return Initialization::Chrono;
    throw std::invalid_argument("There is no initialization '" + std::string(name) + "'.");
}

void initializeParameters(const Graph& graph, std::span<float> parameters, Initialization initialization,
                          std::uint64_t seed, Index cells) {
    if (initialization == Initialization::Chrono && cells < 1)
        throw std::invalid_argument("The initialization 'chrono' needs the number of cells.");
    Random random(seed, streams::weights);
    const Index inputs = denseInputs(graph);
    std::fill(parameters.begin(), parameters.end(), 0.0F);
    Parameter before;
    for (const Node node : graph.parameters()) {
        const NodeRecord& record = graph.record(node);
        Parameter parameter{.record = &record,
                            .values = {parameters.data() + record.parameterOffset, record.shape},
                            .recurrent = record.name.find(".weight_hh") != std::string::npos};
        if (parameter.inLayer())
            parameter.hidden = hiddenSize(graph, record);
        if (initialization == Initialization::Pytorch)
            fillPytorch(parameter, inputs, random);
        else
            fill(parameter, before, initialization, cells, random);
        before = parameter;
    }
}

} // namespace unroll
