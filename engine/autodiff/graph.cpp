#include "engine/autodiff/graph.h"

#include <algorithm>
#include <utility>

namespace unroll {

Graph& Node::graph() const {
    if (!graph_)
        throw std::invalid_argument("This node belongs to no graph: it was declared and never assigned.");
    return *graph_;
}

Shape Node::shape() const { return graph().record(*this).shape; }

const std::string& Node::name() const { return graph().record(*this).name; }

Node Node::named(std::string name) const {
    graph().nodes_[index_].name = std::move(name);
    return *this;
}

Node Graph::parameter(std::string name, Shape shape) {
    NodeRecord record{.kind = NodeKind::Parameter, .name = std::move(name), .shape = shape, .needsGradient = true};
    record.parameterOffset = parameterPlan_.add(shape.size());
    parameters_.push_back(append(std::move(record)));
    return parameters_.back();
}

Node Graph::vectorParameter(std::string name, Index rows) {
    const Node node = parameter(std::move(name), {rows, 1});
    nodes_[node.index()].isVector = true;
    return node;
}

Node Graph::input(std::string name, Shape shape, bool needsGradient) {
    return append({.kind = NodeKind::Input, .name = std::move(name), .shape = shape, .needsGradient = needsGradient});
}

Node Graph::sparseInput(std::string name, Shape shape) {
    return append({.kind = NodeKind::SparseInput, .name = std::move(name), .shape = shape});
}

Node Graph::labels(std::string name, Index columns) {
    return append({.kind = NodeKind::Labels, .name = std::move(name), .shape = {1, columns}});
}

Node Graph::constant(std::string name, Shape shape, double value) {
    return append({.kind = NodeKind::Constant, .name = std::move(name), .shape = shape, .constant = value});
}

Node Graph::apply(std::unique_ptr<Op> op, std::span<const Node> operands) {
    NodeRecord record{.kind = NodeKind::Operation, .name = op->name()};
    std::vector<Shape> shapes;
    const auto isSparse = [this](Node operand) { return nodes_[operand.index()].kind == NodeKind::SparseInput; };
    for (std::size_t i = 0; i < operands.size(); ++i) {
        const Node& operand = operands[i];
        checkOperand(*op, i, operand);
        shapes.push_back(operand.shape());
        record.operands.push_back(operand.index());
        record.needsGradient |= nodes_[operand.index()].needsGradient;
    }
    if (std::count_if(operands.begin(), operands.end(), isSparse) > 1)
        throw std::invalid_argument(op->name() + ": at most one operand can be sparse.");
    record.shape = op->outputShape(shapes);
    record.needsGradient &= !op->stopsGradient();
    record.op = std::move(op);
    return append(std::move(record));
}

void Graph::checkOperand(const Op& op, std::size_t place, Node operand) const {
    const std::string prefix = op.name() + ": ";
    if (&operand.graph() != this)
        throw std::invalid_argument(prefix + "an operand belongs to another graph.");
    const NodeKind kind = record(operand).kind;
    if (op.takesLabels(place) != (kind == NodeKind::Labels))
        throw std::invalid_argument(prefix + "'" + operand.name() + "' must " + (op.takesLabels(place) ? "" : "not ") +
                                    "be labels.");
    if (kind == NodeKind::SparseInput && !op.takesSparse(place))
        throw std::invalid_argument(prefix + "'" + operand.name() + "' must not be sparse.");
}

Node Graph::append(NodeRecord record) {
    if (record.shape.rows < 1 || record.shape.columns < 1)
        throw std::invalid_argument("'" + record.name + "' has no elements: its shape is " + describe(record.shape) +
                                    ".");
    record.place = place_;
    nodes_.push_back(std::move(record));
    return {this, nodes_.size() - 1};
}

Index Graph::parameterCount() const {
    Index count = 0;
    for (const Node& parameter : parameters_)
        count += parameter.shape().size();
    return count;
}

bool isZero(Node node) {
    const NodeRecord& record = node.graph().record(node);
    return record.kind == NodeKind::Constant && record.constant == 0;
}

} // namespace unroll
