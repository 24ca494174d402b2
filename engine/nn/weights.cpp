#include "engine/nn/weights.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace unroll {
namespace {

std::vector<std::int64_t> pytorchShape(const NodeRecord& record) {
    if (record.isVector)
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

// The bias that PyTorch has beside this parameter and the graph has not: "rnn.bias_hh_l0" beside "rnn.bias_ih_l0" of a
// vanilla cell. Empty when there is none.
std::string secondBias(const Graph& graph, std::string name) {
    const auto place = name.find(".bias_ih_");
    if (place == std::string::npos)
        return "";
    name.replace(place, 9, ".bias_hh_");
    const auto& parameters = graph.parameters();
    const bool ours = std::any_of(parameters.begin(), parameters.end(), [&](Node p) { return p.name() == name; });
    return ours ? "" : name;
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

std::vector<NamedTensor> exportWeights(const Graph& graph, std::span<const float> parameters) {
    std::vector<NamedTensor> tensors;
    for (const Node parameter : graph.parameters()) {
        const NodeRecord& record = graph.record(parameter);
        tensors.push_back(exported(record, parameterIn(parameters, parameter)));
        if (const std::string second = secondBias(graph, record.name); !second.empty())
            tensors.push_back({second, tensors.back().shape, std::vector<float>(tensors.back().values.size())});
    }
    return tensors;
}

void importWeights(const Graph& graph, std::span<const NamedTensor> tensors, std::span<float> parameters) {
    std::fill(parameters.begin(), parameters.end(), 0.0F);
    std::size_t used = 0;
    const auto import = [&](const std::string& name, Node parameter) {
        addImported(find(tensors, name, graph.record(parameter)), parameterIn(parameters, parameter));
        ++used;
    };
    for (const Node parameter : graph.parameters()) {
        import(parameter.name(), parameter);
        if (const std::string second = secondBias(graph, parameter.name()); !second.empty())
            import(second, parameter);
    }
    if (used != tensors.size())
        throw std::invalid_argument("The weights have " + std::to_string(tensors.size()) +
                                    " tensors, the network has " + std::to_string(used) + ".");
}

std::vector<NamedTensor> withReadOutRows(std::span<const NamedTensor> tensors, std::span<const int> rows) {
    std::vector<NamedTensor> picked(tensors.begin(), tensors.end());
    for (NamedTensor& tensor : picked) {
        if (!tensor.name.starts_with("out.") || tensor.shape.empty() || tensor.shape.front() < 1)
            continue;
        const auto width = static_cast<std::int64_t>(tensor.values.size()) / tensor.shape.front();
        std::vector<float> values;
        for (const int row : rows) {
            if (row < 0 || row >= tensor.shape.front())
                throw std::invalid_argument("The tensor '" + tensor.name + "' has no row " + std::to_string(row) + ".");
            const auto begin = tensor.values.begin() + row * width;
            values.insert(values.end(), begin, begin + width);
        }
        tensor.values = std::move(values);
        tensor.shape.front() = std::ssize(rows);
    }
    return picked;
}

} // namespace unroll
