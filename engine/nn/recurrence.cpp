#include "engine/nn/recurrence.h"

namespace unroll {
namespace {

// Gives the graph its place back, also when a cell throws.
class PlaceScope {
public:
    explicit PlaceScope(Graph& graph)
        : graph_(graph)
        , place_(graph.place()) {}
    ~PlaceScope() { graph_.writeAt(place_); }
    PlaceScope(const PlaceScope&) = delete;
    PlaceScope& operator=(const PlaceScope&) = delete;

    NodePlace place() const { return place_; }

private:
    Graph& graph_;
    NodePlace place_;
};

template <typename CellAt>
std::vector<Node> unroll(std::span<const Node> inputs, CellAt cellAt) {
    std::vector<Node> outputs;
    if (inputs.empty())
        return outputs;
    Graph& graph = inputs.front().graph();
    const PlaceScope outside(graph);
    CellState state = cellAt(0).initialState(graph, inputs.front().shape().columns);
    for (std::size_t t = 0; t < inputs.size(); ++t) {
        const std::size_t firstNew = graph.size();
        graph.writeAt({outside.place().layer, static_cast<Index>(t + 1)});
        state = cellAt(t).step(inputs[t], state);
        for (std::size_t i = firstNew; i < graph.size(); ++i) {
            const Node node = graph.node(i);
            node.named("cell " + std::to_string(t + 1) + ": " + node.name());
        }
        outputs.push_back(state.front());
    }
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
