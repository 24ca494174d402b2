#include "engine/nn/model.h"

#include "engine/nn/dense.h"
#include "engine/nn/initializers.h"
#include "engine/nn/recurrence.h"
#include "engine/ops/loss.h"
#include "engine/ops/reshape.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::uint64_t weightStream = 1; // of the seed

void check(const ModelDescription& d) {
    if (d.pixels < 1 || d.cells < 1 || d.hidden < 1 || d.classes < 2)
        throw std::invalid_argument("A network needs at least one pixel, cell and hidden unit, and two classes.");
    if (d.pixels % d.cells != 0)
        throw std::invalid_argument(std::to_string(d.cells) + " cells do not divide " + std::to_string(d.pixels) +
                                    " pixels: choose a divisor.");
}

std::vector<Node> pieces(Node pixels, Index cells) {
    const Index size = pixels.shape().rows / cells;
    std::vector<Node> inputs;
    for (Index t = 0; t < cells; ++t)
        inputs.push_back(sliceRows(pixels, t * size, size).named("cell " + std::to_string(t + 1) + ": pixels"));
    return inputs;
}

Tensor<const float> parameterIn(std::span<const float> block, const NodeRecord& record) {
    return {block.data() + record.parameterOffset, record.shape};
}

// By the name: a weight can have one column too.
bool isBias(const NodeRecord& record) { return record.name.find(".bias") != std::string::npos; }

std::vector<std::int64_t> pytorchShape(const NodeRecord& record) {
    if (isBias(record))
        return {record.shape.rows};
    return {record.shape.rows, record.shape.columns};
}

NamedTensor exported(const NodeRecord& record, Tensor<const float> values) {
    NamedTensor tensor{record.name, pytorchShape(record), {}};
    for (Index row = 0; row < values.rows(); ++row)
        for (Index column = 0; column < values.columns(); ++column)
            tensor.values.push_back(values(row, column));
    return tensor;
}

// "rnn.bias_ih_l0" -> "rnn.bias_hh_l0"; empty for any other parameter.
std::string secondBias(std::string name) {
    const auto place = name.find(".bias_ih_");
    return place == std::string::npos ? "" : name.replace(place, 9, ".bias_hh_");
}

const NamedTensor& find(std::span<const NamedTensor> tensors, const std::string& name, const NodeRecord& record) {
    const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.name == name; });
    if (found == tensors.end())
        throw std::invalid_argument("The weights lack the tensor '" + name + "'.");
    if (found->shape != pytorchShape(record) || std::ssize(found->values) != record.shape.size())
        throw std::invalid_argument("The tensor '" + name + "' has another shape than the network's " +
                                    describe(record.shape) + ".");
    return *found;
}

void addImported(const NamedTensor& tensor, Tensor<float> parameter) {
    auto value = tensor.values.begin();
    for (Index row = 0; row < parameter.rows(); ++row)
        for (Index column = 0; column < parameter.columns(); ++column)
            parameter(row, column) += *value++;
}

} // namespace

Model::Model(const ModelDescription& description, Index images) {
    check(description);
    pixels_ = graph_.input("pixels", {description.pixels, images});
    labels_ = graph_.labels("labels", images);
    const VanillaCell cell(graph_, description.pixels / description.cells, description.hidden, description.activation);
    const Dense readout(graph_, "out", description.hidden, description.classes);
    states_ = unrollCell(cell, pieces(pixels_, description.cells));
    logits_ = readout(states_.back()).named("logits");
    losses_ = softmaxCrossEntropy(logits_, labels_).named("loss");
}

void initializeParameters(const Graph& graph, std::span<float> parameters, std::uint64_t seed) {
    Random random(seed, weightStream);
    std::fill(parameters.begin(), parameters.end(), 0.0F);
    for (const Node parameter : graph.parameters())
        if (!isBias(graph.record(parameter)))
            fillXavier({parameters.data() + graph.record(parameter).parameterOffset, parameter.shape()}, random);
}

std::vector<NamedTensor> exportWeights(const Graph& graph, std::span<const float> parameters) {
    std::vector<NamedTensor> tensors;
    for (const Node parameter : graph.parameters()) {
        const NodeRecord& record = graph.record(parameter);
        tensors.push_back(exported(record, parameterIn(parameters, record)));
        if (const std::string second = secondBias(record.name); !second.empty())
            tensors.push_back({second, tensors.back().shape, std::vector<float>(tensors.back().values.size())});
    }
    return tensors;
}

void importWeights(const Graph& graph, std::span<const NamedTensor> tensors, std::span<float> parameters) {
    std::fill(parameters.begin(), parameters.end(), 0.0F);
    std::size_t used = 0;
    const auto import = [&](const std::string& name, const NodeRecord& record) {
        addImported(find(tensors, name, record), {parameters.data() + record.parameterOffset, record.shape});
        ++used;
    };
    for (const Node parameter : graph.parameters()) {
        const NodeRecord& record = graph.record(parameter);
        import(record.name, record);
        if (const std::string second = secondBias(record.name); !second.empty())
            import(second, record);
    }
    if (used != tensors.size())
        throw std::invalid_argument("The weights have " + std::to_string(tensors.size()) +
                                    " tensors, the network has " + std::to_string(used) + ".");
}

} // namespace unroll
