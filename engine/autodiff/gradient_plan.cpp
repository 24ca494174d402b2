#include "engine/autodiff/gradient_plan.h"

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

using Range = std::pair<Index, Index>; // first row, row behind the last

// How a node's result is used.
struct Uses {
    std::vector<Range> ranges;
    bool asAWhole = false;

    // Whether the ranges are there and divide all rows without overlap.
    bool divide(Index rows) {
        if (asAWhole || ranges.empty())
            return false;
        std::ranges::sort(ranges);
        Index next = 0;
        for (const auto& [first, behind] : ranges) {
            if (first != next)
                return false;
            next = behind;
        }
        return next == rows;
    }
};

std::vector<bool> reachedNodes(const Graph& graph, std::span<const std::size_t> order,
                               std::span<const std::size_t> place) {
    std::vector<bool> reached(order.size());
    reached.back() = graph.record(order.back()).needsGradient;
    for (std::size_t i = order.size(); i-- > 0;)
        for (const std::size_t operand : graph.record(order[i]).operands)
            if (reached[i] && graph.record(operand).needsGradient)
                reached[place[operand]] = true;
    return reached;
}

std::vector<Uses> usesOf(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
                         const std::vector<bool>& reached) {
    std::vector<Uses> uses(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NodeRecord& record = graph.record(order[i]);
        if (!record.op || !reached[i])
            continue;
        const auto from = record.op->viewFromRow();
        for (const std::size_t operand : record.operands)
            if (from)
                uses[place[operand]].ranges.emplace_back(*from, *from + record.shape.rows);
            else
                uses[place[operand]].asAWhole = true;
    }
    return uses;
}

// Of each node, whether it is a parameter or a range of rows of one.
std::vector<bool> nodesInParameters(const Graph& graph, std::span<const std::size_t> order,
                                    std::span<const std::size_t> place) {
    std::vector<bool> inParameter(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NodeRecord& record = graph.record(order[i]);
        inParameter[i] = record.kind == NodeKind::Parameter ||
                         (record.op && record.op->viewFromRow() && inParameter[place[record.operands.front()]]);
    }
    return inParameter;
}

// Those of `inParameter` of which an operation's backward wants the transpose.
std::vector<bool> transposedNodes(const Graph& graph, std::span<const std::size_t> order,
                                  std::span<const std::size_t> place, const std::vector<bool>& inParameter) {
    std::vector<bool> wanted(order.size());
    for (const std::size_t node : order) {
        const NodeRecord& record = graph.record(node);
        for (std::size_t i = 0; record.op && i < record.operands.size(); ++i) {
            const auto other = record.op->needsTransposeFor(i, record.operands.size());
            if (other && inParameter[place[record.operands[i]]] && graph.record(record.operands[*other]).needsGradient)
                wanted[place[record.operands[i]]] = true;
        }
    }
    return wanted;
}

} // namespace

GradientPlan planGradients(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place) {
    const std::vector<bool> reached = reachedNodes(graph, order, place);
    std::vector<Uses> uses = usesOf(graph, order, place, reached);
    const std::vector<bool> inParameter = nodesInParameters(graph, order, place);
    GradientPlan plan{.reached = reached,
                      .inOperand = std::vector<bool>(order.size()),
                      .first = std::vector<std::vector<std::uint8_t>>(order.size()),
                      .transposed = transposedNodes(graph, order, place, inParameter)};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NodeRecord& record = graph.record(order[i]);
        if (!record.op || !reached[i] || !record.op->viewFromRow())
            continue;
        const std::size_t operand = place[record.operands.front()];
        const NodeRecord& source = graph.record(order[operand]);
        const bool isRoot = i + 1 == order.size(); // its gradient is the seed alone, parameters' add up over passes
        plan.inOperand[i] = inParameter[operand] ? !isRoot
                                                 : source.kind == NodeKind::Operation && reached[operand] &&
                                                       uses[operand].divide(source.shape.rows);
    }
    std::vector<bool> written(order.size());
    written.back() = true; // by the seed
    for (std::size_t i = order.size(); i-- > 0;) {
        const NodeRecord& record = graph.record(order[i]);
        if (!record.op || !reached[i])
            continue;
        for (const std::size_t node : record.operands) {
            const std::size_t operand = place[node];
            const NodeRecord& source = graph.record(node);
            const bool first = source.kind == NodeKind::Operation && source.needsGradient && !inParameter[operand] &&
                               !written[operand];
            plan.first[i].push_back(first);
            written[operand] = true;
        }
    }
    return plan;
}

} // namespace unroll
