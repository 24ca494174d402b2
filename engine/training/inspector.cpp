#include "engine/training/inspector.h"

#include "engine/training/image_reader.h"

#include <cmath>

namespace unroll {
namespace {

ModelDescription withEveryReadOut(ModelDescription description) {
    description.output = Output::Every;
    return description;
}

std::vector<float> numbers(Tensor<const float> column) {
    const auto values = column.column(0);
    return {values.begin(), values.end()};
}

std::vector<float> softmax(Tensor<const float> logits) {
    const auto z = logits.matrix().col(0).array();
    const Eigen::ArrayXf exponentials = (z - z.maxCoeff()).exp();
    const Eigen::ArrayXf probabilities = exponentials / exponentials.sum();
    return {probabilities.begin(), probabilities.end()};
}

// "input gate" of "cell 3: input gate"; empty for a node that is no gate.
std::string gateName(const std::string& node) {
    const auto colon = node.find(": ");
    return colon != std::string::npos && node.ends_with(" gate") ? node.substr(colon + 2) : "";
}

} // namespace

Inspector::Inspector(const ModelDescription& description, std::span<const float> parameters,
                     std::vector<std::uint32_t> places)
    : description_(description)
    , places_(std::move(places))
    , model_(description, 1, Pixels::Differentiable)
    , tape_(model_.graph(), model_.losses(), parameters)
    , reader_(withEveryReadOut(description), 1)
    , readerTape_(reader_.graph(), reader_.losses(), parameters, Passes::Forward) {}

Inspection Inspector::inspect(const ImageSet& set, std::int64_t index) {
    read(set, static_cast<std::uint32_t>(index));
    Inspection inspection;
    inspection.index = index;
    inspection.label = set.labels[static_cast<std::size_t>(index)];
    inspection.prediction = largestRow(tape_.value(model_.logits()).column(0));
    collectAnswers(inspection);
    collectLayers(inspection);
    collectGates(inspection);
    collectSaliency(inspection);
    return inspection;
}

void Inspector::read(const ImageSet& set, std::uint32_t index) {
    const std::span<const std::uint32_t> indices(&index, 1);
    const ImageReader images(set, places_);
    images.read(indices, model_, tape_);
    images.read(indices, reader_, readerTape_);
    tape_.resetGradients();
    tape_.forward();
    tape_.backward();
    readerTape_.forward();
}

void Inspector::collectAnswers(Inspection& inspection) const {
    for (const Node readOut : reader_.readOuts())
        inspection.probabilitiesPerCell.push_back(softmax(readerTape_.value(readOut)));
}

void Inspector::collectLayers(Inspection& inspection) const {
    for (Index layer = 0; layer < description_.layers; ++layer) {
        auto& states = inspection.hidden.emplace_back();
        auto& norms = inspection.gradientNormPerCell.emplace_back();
        for (const Node state : model_.states(layer)) {
            states.push_back(numbers(tape_.value(state)));
            norms.push_back(tape_.gradient(state).matrix().norm());
        }
    }
}

// Layers are written one after the other, and cells within them: the nodes of a gate come in that order.
void Inspector::collectGates(Inspection& inspection) {
    std::map<std::string, std::vector<std::vector<float>>> found;
    for (std::size_t i = 0; i < reader_.graph().size(); ++i)
        if (const std::string gate = gateName(reader_.graph().record(i).name); !gate.empty())
            found[gate].push_back(numbers(readerTape_.value(reader_.graph().node(i))));
    const auto cells = static_cast<std::ptrdiff_t>(description_.cells);
    for (auto& [gate, values] : found)
        for (auto first = values.begin(); first != values.end(); first += cells)
            inspection.gates[gate].emplace_back(first, first + cells);
}

void Inspector::collectSaliency(Inspection& inspection) const {
    const std::vector<float> asRead = numbers(tape_.gradient(model_.pixels()));
    inspection.saliency.resize(asRead.size());
    for (std::size_t i = 0; i < asRead.size(); ++i)
        inspection.saliency[places_.empty() ? i : places_[i]] = asRead[i];
}

} // namespace unroll
