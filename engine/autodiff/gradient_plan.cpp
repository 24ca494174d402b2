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

// The parameters of which an operation's backward wants the transpose.
std::vector<bool> transposedParameters(const Graph& graph, std::span<const std::size_t> order,
                                       std::span<const std::size_t> place) {
    std::vector<bool> wanted(order.size());
    for (const std::size_t node : order) {
        const NodeRecord& record = graph.record(node);
        for (std::size_t i = 0; record.op && i < record.operands.size(); ++i) {
            const auto other = record.op->needsTransposeFor(i, record.operands.size());
            if (other && graph.record(record.operands[i]).kind == NodeKind::Parameter &&
                graph.record(record.operands[*other]).needsGradient)
                wanted[place[record.operands[i]]] = true;
        }
    }
    return wanted;
}

} // namespace

GradientPlan planGradients(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place) {
    const std::vector<bool> reached = reachedNodes(graph, order, place);
    std::vector<Uses> uses = usesOf(graph, order, place, reached);
    std::vector<bool> divided(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NodeRecord& record = graph.record(order[i]);
        divided[i] = record.kind == NodeKind::Operation && reached[i] && uses[i].divide(record.shape.rows);
    }
    GradientPlan plan{.reached = reached,
                      .inOperand = std::vector<bool>(order.size()),
                      .first = std::vector<std::vector<std::uint8_t>>(order.size()),
                      .transposed = transposedParameters(graph, order, place)};
    std::vector<bool> written(order.size());
    written.back() = true; // by the seed
    for (std::size_t i = order.size(); i-- > 0;) {
        const NodeRecord& record = graph.record(order[i]);
        if (!record.op || !reached[i])
            continue;
        plan.inOperand[i] = record.op->viewFromRow() && divided[place[record.operands.front()]];
        for (const std::size_t operand : record.operands) {
            const NodeRecord& source = graph.record(operand);
            const bool first = source.kind == NodeKind::Operation && source.needsGradient && !written[place[operand]];
            plan.first[i].push_back(first);
            written[place[operand]] = true;
        }
    }
    return plan;
}

} // namespace unroll
