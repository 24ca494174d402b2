#include "engine/autodiff/topology.h"

namespace unroll {

// Depth-first search with a stack of its own: hundreds of cells are a long chain.
std::vector<std::size_t> topologicalOrder(const Graph& graph, std::size_t root) {
    struct Visit {
        std::size_t node;
        std::size_t nextOperand;
    };
    std::vector<std::size_t> order;
    std::vector<bool> seen(graph.size(), false);
    std::vector<Visit> stack{{root, 0}};
    seen[root] = true;
    while (!stack.empty()) {
        Visit& top = stack.back();
        const auto& operands = graph.record(top.node).operands;
        if (top.nextOperand == operands.size()) {
            order.push_back(top.node);
            stack.pop_back();
            continue;
        }
        const std::size_t operand = operands[top.nextOperand++];
        if (!seen[operand]) {
            seen[operand] = true;
            stack.push_back({operand, 0});
        }
    }
    return order;
}

} // namespace unroll
