#include "engine/autodiff/buffer_plan.h"

#include "engine/tensor/shared_memory.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

// The lives of all buffers of a forward and a backward pass. The operation at place i runs at moment i, and backward at
// 2 n - i.
class Lives {
public:
    Lives(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
          const GradientPlan& gradients, std::span<const JointProduct> jointProducts, Passes passes)
        : graph_(graph)
        , order_(order)
        , place_(place)
        , gradients_(gradients)
        , passes_(passes)
        , last_(2 * std::ssize(order) + 1)
        , values_(order.size())
        , written_(order.size(), last_)
        , read_(order.size()) {
        for (std::size_t i = 0; i < order.size(); ++i)
            begin(i);
        for (std::size_t i = 0; i < order.size(); ++i)
            use(i);
        for (const JointProduct& product : jointProducts)
            use(product);
    }

    void keep(std::size_t place) { values_[ownerOfValue(place)] = last_; }
    bool isKept(std::size_t place) const { return values_[ownerOfValue(place)] == last_; }

    BufferLife value(std::size_t place) const { return {record(place).shape.size(), begins(place), values_[place]}; }
    BufferLife scratch(std::size_t place) const {
        return {scratchShape(graph_, record(place)).size(), moment(place),
                goesBackward(place) ? backwardMoment(place) : moment(place)};
    }
    BufferLife gradient(std::size_t place) const {
        if (!goesBackward(place))
            return always(place);
        const bool isRoot = place + 1 == order_.size();
        return {record(place).shape.size(), isRoot ? moment(place) : written_[place],
                std::max(read_[place], backwardMoment(place))};
    }
    BufferLife always(std::size_t place) const { return {record(place).shape.size(), 0, last_}; }

    // Whether it is written going forward and read going backward.
    bool spansBoth(const BufferLife& life) const { return life.begin <= last_ / 2 && life.end > last_ / 2; }

    const NodeRecord& record(std::size_t place) const { return graph_.record(order_[place]); }
    bool goesBackward(std::size_t place) const { return hasBackward(passes_) && gradients_.reached[place]; }

private:
    static Index moment(std::size_t place) { return static_cast<Index>(place); }
    Index backwardMoment(std::size_t place) const { return last_ - 1 - moment(place); }

    // Leaves are filled in before the passes.
    Index begins(std::size_t place) const { return record(place).op ? moment(place) : 0; }

    void begin(std::size_t place) {
        const NodeRecord& node = record(place);
        values_[place] = moment(place);
        if (!node.op)
            values_[place] = last_;
        else if (goesBackward(place) && node.op->backwardReadsOutput())
            useValue(place, backwardMoment(place));
    }

    void use(std::size_t place) {
        const NodeRecord& node = record(place);
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const std::size_t operand = place_[node.operands[i]];
            useValue(operand, moment(place));
            if (!goesBackward(place))
                continue;
            if (node.op->backwardReadsOperand(i))
                useValue(operand, backwardMoment(place));
            if (record(operand).needsGradient) {
                Index& first = written_[ownerOfGradient(operand)];
                first = std::min(first, backwardMoment(place));
            }
        }
    }

    // Its factors live until it is added.
    void use(const JointProduct& product) {
        const Index added = backwardMoment(product.parts.back().operation);
        for (const auto& [operation, weight, factor] : product.parts) {
            useValue(place_[record(operation).operands[factor]], added);
            read_[operation] = std::max(read_[operation], added);
        }
    }

    void useValue(std::size_t place, Index when) {
        Index& end = values_[ownerOfValue(place)];
        end = std::max(end, when);
    }

    std::size_t ownerOfValue(std::size_t place) const {
        while (isView(record(place)))
            place = place_[record(place).operands.front()];
        return place;
    }

    std::size_t ownerOfGradient(std::size_t place) const {
        while (gradients_.inOperand[place])
            place = place_[record(place).operands.front()];
        return place;
    }

    const Graph& graph_;
    std::span<const std::size_t> order_;
    std::span<const std::size_t> place_;
    const GradientPlan& gradients_;
    Passes passes_;
    Index last_;
    std::vector<Index> values_;  // the last moment of each
    std::vector<Index> written_; // the first moment of each gradient
    std::vector<Index> read_;    // the last moment of those that are factors of a joint product
};

// Collects buffers and the places where their offsets go.
class Buffers {
public:
    void add(const BufferLife& life, Index& offset) {
        if (life.elements == 0)
            return;
        lives_.push_back(life);
        offsets_.push_back(&offset);
    }

    // Behind the first `begin` elements; returns the end.
    Index plan(Index begin) const {
        const SharedMemoryPlan plan = shareMemory(lives_);
        for (std::size_t i = 0; i < offsets_.size(); ++i)
            *offsets_[i] = begin + plan.offsets[i];
        return begin + plan.size;
    }

private:
    std::vector<BufferLife> lives_;
    std::vector<Index*> offsets_;
};

} // namespace

bool isView(const NodeRecord& record) { return record.op && record.op->viewFromRow(); }

bool ownsValue(const NodeRecord& record) {
    return record.kind != NodeKind::Parameter && record.kind != NodeKind::SparseInput &&
           record.kind != NodeKind::Labels && !isView(record);
}

Shape scratchShape(const Graph& graph, const NodeRecord& record) {
    std::vector<Shape> shapes;
    for (const std::size_t operand : record.operands)
        shapes.push_back(graph.record(operand).shape);
    return record.op->scratchShape(shapes);
}

BufferPlan planBuffers(const Graph& graph, std::span<const std::size_t> order, std::span<const std::size_t> place,
                       const GradientPlan& gradients, std::span<const JointProduct> jointProducts, Passes passes,
                       const Keep& keep) {
    const std::size_t nodes = order.size();
    const bool shared = !keep.everything && !hasTangents(passes);
    Lives lives(graph, order, place, gradients, jointProducts, passes);
    lives.keep(nodes - 1);
    for (const Node node : keep.nodes) {
        if (!node.isOf(graph) || node.index() >= place.size() || place[node.index()] >= nodes)
            throw std::out_of_range("The tape's root does not depend on a node to keep.");
        lives.keep(place[node.index()]);
    }

    BufferPlan plan{.value = std::vector<Index>(nodes),
                    .scratch = std::vector<Index>(nodes),
                    .gradient = std::vector<Index>(nodes),
                    .transpose = std::vector<Index>(nodes),
                    .kept = std::vector<bool>(nodes)};
    // What both passes need fills memory as the passes go on. What one operation hands to the next lies apart: it is
    // always in the same place, which is still in the processor's cache.
    Buffers lasting;
    Buffers passing;
    const auto add = [&](BufferLife life, Index& offset) {
        if (!shared)
            life.begin = life.end = 0;
        (shared && !lives.spansBoth(life) ? passing : lasting).add(life, offset);
    };
    for (std::size_t i = 0; i < nodes; ++i) {
        if (ownsValue(lives.record(i)))
            add(lives.value(i), plan.value[i]);
        if (hasBackward(passes) && gradients.transposed[i])
            add(lives.always(i), plan.transpose[i]);
        if (lives.record(i).op)
            add(lives.scratch(i), plan.scratch[i]);
        plan.kept[i] = !shared || lives.isKept(i);
    }
    for (std::size_t i = 0; i < nodes; ++i)
        if (hasBackward(passes) && lives.record(i).needsGradient && lives.record(i).op && !gradients.inOperand[i])
            add(lives.gradient(i), plan.gradient[i]);
    plan.size = passing.plan(lasting.plan(0));
    return plan;
}

} // namespace unroll
