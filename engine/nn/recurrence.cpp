#include "engine/nn/recurrence.h"

namespace unroll {

std::vector<Node> unrollCell(const Cell& cell, std::span<const Node> inputs) {
    std::vector<Node> outputs;
    if (inputs.empty())
        return outputs;
    Graph& graph = inputs.front().graph();
    CellState state = cell.initialState(graph, inputs.front().shape().columns);
    for (std::size_t t = 0; t < inputs.size(); ++t) {
        const std::size_t firstNew = graph.size();
        state = cell.step(inputs[t], state);
        for (std::size_t i = firstNew; i < graph.size(); ++i) {
            const Node node = graph.node(i);
            node.named("cell " + std::to_string(t + 1) + ": " + node.name());
        }
        outputs.push_back(state.front());
    }
    return outputs;
}

} // namespace unroll
