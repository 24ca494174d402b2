#include "engine/nn/recurrence.h"

namespace unroll {
namespace {

template <typename CellAt>
std::vector<Node> unroll(std::span<const Node> inputs, CellAt cellAt) {
    std::vector<Node> outputs;
    if (inputs.empty())
        return outputs;
    Graph& graph = inputs.front().graph();
    const NodePlace place = graph.place();
    CellState state = cellAt(0).initialState(graph, inputs.front().shape().columns);
    for (std::size_t t = 0; t < inputs.size(); ++t) {
        const std::size_t firstNew = graph.size();
        graph.writeAt({place.layer, static_cast<Index>(t + 1)});
        state = cellAt(t).step(inputs[t], state);
        for (std::size_t i = firstNew; i < graph.size(); ++i) {
            const Node node = graph.node(i);
            node.named("cell " + std::to_string(t + 1) + ": " + node.name());
        }
        outputs.push_back(state.front());
    }
    graph.writeAt(place);
    return outputs;
}

} // namespace

std::vector<Node> unrollCell(const Cell& cell, std::span<const Node> inputs) {
    return unroll(inputs, [&](std::size_t) -> const Cell& { return cell; });
}

std::vector<Node> unrollCells(std::span<const std::unique_ptr<Cell>> cells, std::span<const Node> inputs) {
    return unroll(inputs, [&](std::size_t t) -> const Cell& { return *cells[t]; });
}

} // namespace unroll
