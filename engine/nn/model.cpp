#include "engine/nn/model.h"

#include "engine/nn/dense.h"
#include "engine/nn/gru_cell.h"
#include "engine/nn/indrnn_cell.h"
#include "engine/nn/lstm_cell.h"
#include "engine/nn/recurrence.h"
#include "engine/nn/vanilla_cell.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/reshape.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace unroll {
namespace {

void check(const ModelDescription& d) {
    if (d.pixels < 1 || d.cells < 1 || d.hidden < 1 || d.layers < 1 || d.classes < 2)
        throw std::invalid_argument(
            "A network needs at least one pixel, cell, layer and hidden unit, and two classes.");
    if (d.pixels % d.cells != 0)
        throw std::invalid_argument(std::to_string(d.cells) + " cells do not divide " + std::to_string(d.pixels) +
                                    " pixels: choose a divisor.");
}

std::unique_ptr<Cell> makeCell(const ModelDescription& d, Graph& graph, Index inputs, Index layer) {
    switch (d.cell) {
    case CellKind::Vanilla:
        return std::make_unique<VanillaCell>(graph, inputs, d.hidden, d.activation, layer);
    case CellKind::Indrnn:
        return std::make_unique<IndrnnCell>(graph, inputs, d.hidden, d.activation, layer);
    case CellKind::Gru:
        return std::make_unique<GruCell>(graph, inputs, d.hidden, layer);
    case CellKind::Lstm:
        return std::make_unique<LstmCell>(graph, inputs, d.hidden, layer);
    }
    throw std::logic_error("A kind of cell without a cell.");
}

} // namespace

CellKind cellNamed(std::string_view name) {
    if (name == "vanilla")
        return CellKind::Vanilla;
    if (name == "indrnn")
        return CellKind::Indrnn;
    if (name == "gru")
        return CellKind::Gru;
    if (name == "lstm")
        return CellKind::Lstm;
    throw std::invalid_argument("There is no cell '" + std::string(name) + "'.");
}

Output outputNamed(std::string_view name) {
    if (name == "last")
        return Output::Last;
    if (name == "every")
        return Output::Every;
    throw std::invalid_argument("There is no output '" + std::string(name) + "'.");
}

Model::Model(const ModelDescription& description, Index images, Pixels pixels, Sharing sharing) {
    check(description);
    std::vector<Node> inputs = makeInputs(description, images, pixels);
    labels_ = graph_.labels("labels", images);
    for (Index layer = 0; layer < description.layers; ++layer) {
        inputs = addLayer(description, layer, inputs, sharing);
        states_.push_back(inputs);
    }
    addReadOuts(description, sharing);
    losses_ = meanLoss().named("loss");
}

std::vector<Node> Model::addLayer(const ModelDescription& description, Index layer, std::span<const Node> inputs,
                                  Sharing sharing) {
    const Index size = inputs.front().shape().rows;
    std::vector<std::unique_ptr<Cell>> cells;
    for (Index t = 1; t <= (sharing == Sharing::Untied ? description.cells : 1); ++t) {
        graph_.writeAt({layer + 1, sharing == Sharing::Untied ? t : 0});
        cells.push_back(makeCell(description, graph_, size, layer));
    }
    graph_.writeAt({layer + 1, 0});
    auto states = sharing == Sharing::Untied ? unrollCells(cells, inputs) : unrollCell(*cells.front(), inputs);
    graph_.writeAt({});
    return states;
}

void Model::addReadOuts(const ModelDescription& description, Sharing sharing) {
    std::optional<Dense> readout;
    const Index first = description.output == Output::Every ? 1 : description.cells;
    for (Index t = first; t <= description.cells; ++t) {
        if (!readout || sharing == Sharing::Untied) {
            graph_.writeAt({0, sharing == Sharing::Untied ? t : 0});
            readout.emplace(graph_, "out", description.hidden, description.classes);
        }
        graph_.writeAt({0, t});
        logits_.push_back((*readout)(states_.back()[static_cast<std::size_t>(t - 1)]).named("logits"));
    }
    graph_.writeAt({});
}

// Each cell's pixels.
std::vector<Node> Model::makeInputs(const ModelDescription& description, Index images, Pixels pixels) {
    std::vector<Node> inputs;
    if (pixels == Pixels::Sparse) {
        for (Index t = 0; t < description.cells; ++t)
            inputs.push_back(graph_.sparseInput("pixels", {description.pixels / description.cells, images}));
        pieces_ = inputs;
    } else {
        pixels_ = graph_.input("pixels", {description.pixels, images}, pixels == Pixels::Differentiable);
        inputs = splitRows(pixels_, description.cells);
    }
    for (std::size_t t = 0; t < inputs.size(); ++t)
        inputs[t].named("cell " + std::to_string(t + 1) + ": pixels");
    return inputs;
}

// Over all read-outs.
Node Model::meanLoss() {
    std::optional<Node> total;
    for (const Node logits : logits_) {
        graph_.writeAt(graph_.record(logits).place);
        const Node losses = softmaxCrossEntropy(logits, labels_);
        graph_.writeAt({});
        total = total ? add(*total, losses) : losses;
    }
    return logits_.size() == 1 ? *total : scale(*total, 1.0 / static_cast<double>(logits_.size()));
}

} // namespace unroll
