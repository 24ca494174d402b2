#include "ui/inspect/folded_graph.h"

#include <algorithm>
#include <set>
#include <utility>

namespace unroll {

std::vector<std::int64_t> cellsOf(const TapeNodes& nodes) {
    constexpr std::int64_t unknown = -1;
    std::vector<std::int64_t> cells(nodes.size(), unknown);
    for (std::size_t i = nodes.size(); i-- > 0;) { // who uses a node comes behind it
        std::int64_t& cell = cells[i];
        if (nodes[i].cell > 0)
            cell = nodes[i].cell;
        else if (cell == unknown || nodes[i].op == "parameter")
            cell = 0;
        for (const int operand : nodes[i].operands) {
            std::int64_t& used = cells[static_cast<std::size_t>(operand)];
            used = used == unknown || used == cell ? cell : 0;
        }
    }
    return cells;
}

FoldedGraph folded(const TapeNodes& nodes, std::int64_t cell) {
    const std::vector<std::int64_t> cells = cellsOf(nodes);
    FoldedGraph graph;
    graph.placeOf.assign(nodes.size(), -1);
    int stacks[2] = {-1, -1}; // before the cell, and behind it
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const bool open = cell == 0 || cells[i] == 0 || cells[i] == cell;
        int& place = graph.placeOf[i];
        if (open) {
            place = static_cast<int>(graph.nodes.size());
            graph.nodes.push_back({.node = static_cast<int>(i), .members = {static_cast<int>(i)}});
            continue;
        }
        int& stack = stacks[cells[i] < cell ? 0 : 1];
        if (stack < 0) {
            stack = static_cast<int>(graph.nodes.size());
            graph.nodes.push_back({.firstCell = cells[i], .lastCell = cells[i]});
        }
        place = stack;
        FoldedNode& of = graph.nodes[static_cast<std::size_t>(stack)];
        of.firstCell = std::min(of.firstCell, cells[i]);
        of.lastCell = std::max(of.lastCell, cells[i]);
        of.members.push_back(static_cast<int>(i));
    }
    std::set<std::pair<int, int>> drawn;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (const int operand : nodes[i].operands) {
            const GraphEdge edge{graph.placeOf[static_cast<std::size_t>(operand)], graph.placeOf[i]};
            if (edge.from != edge.to && drawn.insert({edge.from, edge.to}).second)
                graph.edges.push_back(edge);
        }
    return graph;
}

} // namespace unroll
