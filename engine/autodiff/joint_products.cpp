#include "engine/autodiff/joint_products.h"

#include <algorithm>

namespace unroll {
namespace {

// A product's depth at which what comes before and behind its sums counts for little. More would only keep more
// gradients alive than the caches hold.
constexpr Index depthEnough = 200;

class JointPlanner {
public:
    JointPlanner(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
                 const GradientPlan& gradients)
        : graph_(graph)
        , order_(order)
        , place_(place)
        , gradients_(gradients)
        , open_(order.size()) {}

    std::vector<JointProduct> plan() {
        for (std::size_t i = order_.size(); i-- > 0;)
            if (record(i).op && gradients_.reached[i])
                for (std::size_t w = 0; w < record(i).operands.size(); ++w)
                    consider(i, w);
        for (JointProduct& product : open_)
            close(product);
        return std::move(closed_);
    }

private:
    const NodeRecord& record(std::size_t place) const { return graph_.record(order_[place]); }

    void consider(std::size_t operation, std::size_t weight) {
        const NodeRecord& node = record(operation);
        const auto factor = node.op->gradientIsProductWith(weight);
        if (!factor || record(place_[node.operands[*factor]]).kind == NodeKind::SparseInput)
            return;
        const std::size_t place = place_[node.operands[weight]];
        if (!isInParameter(place))
            return;
        JointProduct& product = open_[place];
        product.weight = place;
        product.parts.push_back({operation, weight, *factor});
        const auto parts = std::ssize(product.parts);
        if (parts * node.shape.columns >= depthEnough || product.parts.size() == JointProduct::mostParts)
            close(product);
    }

    void close(JointProduct& product) {
        if (product.parts.size() > 1)
            closed_.push_back(product);
        product.parts.clear();
    }

    bool isInParameter(std::size_t place) const {
        while (gradients_.inOperand[place])
            place = place_[record(place).operands.front()];
        return record(place).kind == NodeKind::Parameter && record(place).needsGradient;
    }

    const Graph& graph_;
    std::span<const std::size_t> order_;
    std::span<const std::size_t> place_;
    const GradientPlan& gradients_;
    std::vector<JointProduct> open_; // as order_, of each weight
    std::vector<JointProduct> closed_;
};

} // namespace

std::vector<JointProduct> planJointProducts(const Graph& graph, std::span<const std::size_t> order,
                                            std::span<const std::size_t> place, const GradientPlan& gradients) {
    return JointPlanner(graph, order, place, gradients).plan();
}

} // namespace unroll
