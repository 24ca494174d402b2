#include "engine/autodiff/column_sharing.h"

#include "engine/autodiff/buffer_plan.h"

#include <algorithm>

namespace unroll {
namespace {

class Planner {
public:
    Planner(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
            const GradientPlan& gradients)
        : graph_(graph)
        , order_(order)
        , place_(place)
        , gradients_(gradients)
        , crossingOf_(order.size(), none)
        , lastReader_(order.size())
        , looksOrIsLookedInto_(order.size()) {
        for (const std::size_t node : order)
            sharing_.cell.push_back(cellOf(graph.record(node)));
    }

    ColumnSharing plan() {
        const bool any = std::ranges::any_of(sharing_.cell, [](Index cell) { return cell > 0; });
        sharing_.possible = any && findCrossings();
        return std::move(sharing_);
    }

private:
    static Index cellOf(const NodeRecord& record) {
        return record.op && record.place.layer > 0 ? record.place.cell : 0;
    }

    const NodeRecord& record(std::size_t place) const { return graph_.record(order_[place]); }

    bool findCrossings() {
        for (std::size_t reader = 0; reader < order_.size(); ++reader) {
            const NodeRecord& node = record(reader);
            if (sharing_.cell[reader] > 0 && !fits(node))
                return false;
            for (std::size_t i = 0; i < node.operands.size(); ++i)
                if (!read(reader, i))
                    return false;
        }
        return finishCrossings();
    }

    // All cells have as many columns, and nothing is kept from forward to backward but results.
    bool fits(const NodeRecord& node) {
        if (sharing_.columns == 0)
            sharing_.columns = node.shape.columns;
        return node.shape.columns == sharing_.columns && scratchShape(graph_, node).size() == 0;
    }

    // False where the columns can't be shared.
    bool read(std::size_t reader, std::size_t operandNumber) {
        const NodeRecord& node = record(reader);
        const std::size_t operand = place_[node.operands[operandNumber]];
        const Index cell = sharing_.cell[reader];
        const Index from = sharing_.cell[operand];
        if (gradients_.reached[reader])
            lastReader_[operand] = reader;
        if (node.op->viewFromRow())
            looksOrIsLookedInto_[reader] = looksOrIsLookedInto_[operand] = true;
        if (cell > 0 && !fits(node, operandNumber))
            return false;
        if (from == 0 || cell == from)
            return true;
        const Index width = cell == 0 ? ColumnCrossing::everyColumn : cell;
        if (width < from)
            return false;
        cross(operand, width);
        return true;
    }

    bool fits(const NodeRecord& node, std::size_t operandNumber) const {
        const std::size_t place = place_[node.operands[operandNumber]];
        const NodeRecord& operand = record(place);
        const bool outside = sharing_.cell[place] == 0;
        if (outside && readsAsAWhole(*node.op, operandNumber, operand.shape))
            return true;
        return node.op->readsByColumn(operandNumber) && operand.shape.columns == node.shape.columns &&
               !(outside && operand.needsGradient);
    }

    void cross(std::size_t operand, Index width) {
        std::size_t& number = crossingOf_[operand];
        if (number == none) {
            number = sharing_.crossings.size();
            sharing_.crossings.push_back({.place = operand, .cell = sharing_.cell[operand]});
        }
        Index& widest = sharing_.crossings[number].widestCell;
        widest = std::max(widest, width);
    }

    // Nodes that look into another's memory do not cross, and none looks into the one that does.
    bool finishCrossings() {
        for (ColumnCrossing& crossing : sharing_.crossings) {
            if (looksOrIsLookedInto_[crossing.place])
                return false;
            crossing.lastReader = lastReader_[crossing.place];
            crossing.lastReaderCell = sharing_.cell[crossing.lastReader];
        }
        return true;
    }

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    const Graph& graph_;
    std::span<const std::size_t> order_;
    std::span<const std::size_t> place_;
    const GradientPlan& gradients_;
    ColumnSharing sharing_;
    std::vector<std::size_t> crossingOf_;
    std::vector<std::size_t> lastReader_; // that goes backward
    std::vector<bool> looksOrIsLookedInto_;
};

} // namespace

bool readsAsAWhole(const Op& op, std::size_t operand, Shape shape) {
    return !op.readsByColumn(operand) || shape.columns == 1;
}

ColumnSharing planColumnSharing(const Graph& graph, std::span<const std::size_t> order,
                                std::span<const std::size_t> place, const GradientPlan& gradients) {
    return Planner(graph, order, place, gradients).plan();
}

} // namespace unroll
