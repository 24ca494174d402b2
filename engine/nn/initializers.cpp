#include "engine/nn/initializers.h"

#include "engine/tensor/random.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace unroll {
namespace {

constexpr std::uint64_t weightStream = 1; // of the seed

// A parameter of a recurrent layer or of the dense one, and what its name says of it.
struct Parameter {
    const NodeRecord* record = nullptr;
    Tensor<float> values;
    Index hidden = 0;       // of the network
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

// The orthogonal factor of a matrix of normal numbers, with the signs that make it uniformly distributed.
void fillOrthogonal(Tensor<float> values, Random& random) {
    Eigen::MatrixXd normal(values.rows(), values.columns());
    for (Index row = 0; row < values.rows(); ++row)
        for (Index column = 0; column < values.columns(); ++column)
            normal(row, column) = random.normal();
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(normal);
    Eigen::MatrixXd q = qr.householderQ();
    for (Index column = 0; column < values.columns(); ++column)
        if (qr.matrixQR()(column, column) < 0)
            q.col(column) = -q.col(column);
    values.matrix() = q.cast<float>();
}

void fillPytorch(const Parameter& parameter, Index denseInputs, Random& random) {
    const double range = 1 / std::sqrt(static_cast<double>(parameter.inLayer() ? parameter.hidden : denseInputs));
    fillUniform(parameter.values, -range, range, random);
}

void fill(const Parameter& parameter, Initialization initialization, Random& random) {
    constexpr Index lstmGates = 4;
    constexpr Index forgetGate = 1;
    if (parameter.isBias()) {
        if (parameter.gates() == lstmGates)
            parameter.gate(forgetGate).matrix().setOnes();
        return;
    }
    if (parameter.record->isVector)
        return fillUniform(parameter.values, 0, 1, random);
    for (Index i = 0; i < parameter.gates(); ++i) {
        if (parameter.recurrent && initialization == Initialization::Orthogonal)
            fillOrthogonal(parameter.gate(i), random);
        else
            fillXavier(parameter.gate(i), random);
    }
}

// The columns of the dense layer.
Index hiddenSize(const Graph& graph) {
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
    throw std::invalid_argument("There is no initialization '" + std::string(name) + "'.");
}

void initializeParameters(const Graph& graph, std::span<float> parameters, Initialization initialization,
                          std::uint64_t seed) {
    Random random(seed, weightStream);
    const Index hidden = hiddenSize(graph);
    std::fill(parameters.begin(), parameters.end(), 0.0F);
    for (const Node node : graph.parameters()) {
        const NodeRecord& record = graph.record(node);
        const Parameter parameter{&record,
                                  {parameters.data() + record.parameterOffset, record.shape},
                                  hidden,
                                  record.name.find(".weight_hh") != std::string::npos};
        if (initialization == Initialization::Pytorch)
            fillPytorch(parameter, hidden, random);
        else
            fill(parameter, initialization, random);
    }
}

} // namespace unroll
