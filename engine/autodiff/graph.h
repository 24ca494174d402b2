// A computation written down by calling operations: nodes in the order they were written, shapes checked as you write.
//
//   Graph graph;
//   Node w = graph.parameter("w", {10, 64});
//   Node x = graph.input("x", {64, 100});
//   Node y = tanh(matrixProduct(w, x));
//
// The graph holds no numbers; a Tape does. It must outlive its nodes and tapes.
#pragma once

#include "engine/autodiff/op.h"
#include "engine/tensor/arena.h"

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace unroll {

class Graph;

// A node of a graph, by its place: whoever has one can write on in its graph. One that was only declared belongs to no
// graph; all but comparing it and asking whose it is throws std::invalid_argument then.
class Node {
public:
    Node() = default;

    Shape shape() const;
    const std::string& name() const;
    Graph& graph() const;
    bool isOf(const Graph& graph) const { return graph_ == &graph; }
    std::size_t index() const { return index_; }
    Node named(std::string name) const; // gives it a name for people; returns the node itself
    bool operator==(const Node&) const = default;

private:
    friend class Graph;
    Node(Graph* graph, std::size_t index)
        : graph_(graph)
        , index_(index) {}

    Graph* graph_ = nullptr;
    std::size_t index_ = 0;
};

// The part of an unrolled network that a node belongs to: layers and cells (time steps) are counted from 1, and 0
// stands for a node outside of them.
struct NodePlace {
    Index layer = 0;
    Index cell = 0;
    bool operator==(const NodePlace&) const = default;
};

enum class NodeKind { Parameter, Input, SparseInput, Labels, Constant, Operation };

// What the graph knows of a node.
struct NodeRecord {
    NodeKind kind = NodeKind::Input;
    std::string name{};
    Shape shape{};
    NodePlace place{};
    bool isVector = false;               // a parameter by nature without columns
    bool needsGradient = false;          // a parameter, an input that asks for it, or computed from one
    Index parameterOffset = 0;           // a parameter's place in the block of all parameters, in elements
    double constant = 0;                 // a constant's value, the same for all elements
    std::unique_ptr<Op> op{};            // an operation's
    std::vector<std::size_t> operands{}; // an operation's
};

class Graph {
public:
    Graph() = default;
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;

    // A matrix that training changes. All parameters lie in one block, in the order they are declared.
    Node parameter(std::string name, Shape shape);

    // A parameter [rows x 1] that is a vector by nature and not a matrix that happens to have one column: a bias.
    Node vectorParameter(std::string name, Index rows);

    // A matrix that is filled in before every forward pass.
    Node input(std::string name, Shape shape, bool needsGradient = false);

    // An input that has a gradient.
    Node variable(std::string name, Shape shape) { return input(std::move(name), shape, true); }

    // The same for a matrix that is mostly zeros. It has no gradient, and only some operations take it.
    Node sparseInput(std::string name, Shape shape);

    // One class number per column, filled in before every forward pass. Shape 1 x columns.
    Node labels(std::string name, Index columns);

    Node constant(std::string name, Shape shape, double value);

    // The nodes that are written from now on belong to this place.
    void writeAt(NodePlace place) { place_ = place; }
    NodePlace place() const { return place_; }

    // The result of an operation; throws ShapeError, and std::invalid_argument when an operand is of another graph.
    Node apply(std::unique_ptr<Op> op, std::span<const Node> operands);

    std::size_t size() const { return nodes_.size(); }
    const NodeRecord& record(std::size_t index) const { return nodes_[index]; }
    const NodeRecord& record(Node node) const { return nodes_[node.index()]; }
    Node node(std::size_t index) { return {this, index}; }
    const std::vector<Node>& parameters() const { return parameters_; }

    // The size of the block of all parameters, in elements. Each begins on a cache line; the gaps stay zero.
    Index parameterBlockSize() const { return parameterPlan_.size(); }

    // The number of parameters proper, without gaps.
    Index parameterCount() const;

private:
    friend class Node;
    void checkOperand(const Op& op, std::size_t place, Node operand) const;
    Node append(NodeRecord record);

    std::deque<NodeRecord> nodes_;
    std::vector<Node> parameters_;
    ArenaPlan parameterPlan_;
    NodePlace place_;
};

// A parameter's matrix in a block of all parameters.
template <typename T>
Tensor<T> parameterIn(std::span<T> block, Node parameter) {
    const NodeRecord& record = parameter.graph().record(parameter);
    return {block.data() + record.parameterOffset, record.shape};
}

// Whether the node is a constant zero.
bool isZero(Node node);

} // namespace unroll
