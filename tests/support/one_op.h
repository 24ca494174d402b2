// The operations of a case (see op_cases.h) by themselves, each on memory of its own, so that a test can say what its
// backward finds there.
#pragma once

#include "engine/autodiff/buffer_plan.h"
#include "engine/autodiff/tape.h"
#include "engine/tensor/random.h"
#include "tests/support/op_cases.h"

#include <deque>
#include <limits>

namespace unroll {

inline void fill(std::span<double> values, std::uint64_t seed) {
    Random random(seed);
    for (double& value : values)
        value = 2 * random.uniform() - 1;
}

// A case's graph, run forward once.
class CaseTape {
public:
    explicit CaseTape(const OpCase& made)
        : root_(made.build(graph_))
        , parameters_(graph_.parameterBlockSize())
        , tape_(graph_, root_, parameters_.span()) {
        fill(parameters_.span(), 1);
        for (const std::size_t node : tape_.order())
            if (graph_.record(node).kind == NodeKind::Input)
                fill(
                    {tape_.input(graph_.node(node)).data(), static_cast<std::size_t>(graph_.record(node).shape.size())},
                    2);
        tape_.setDraw(5);
        tape_.forward();
    }

    Graph& graph() { return graph_; }
    Tape<double>& tape() { return tape_; }

    // The nodes that go backward.
    std::vector<std::size_t> operations() const {
        std::vector<std::size_t> found;
        for (const std::size_t node : tape_.order())
            if (graph_.record(node).op && graph_.record(node).needsGradient)
                found.push_back(node);
        return found;
    }

private:
    Graph graph_;
    Node root_;
    Arena<double> parameters_;
    Tape<double> tape_;
};

// One operation of a graph on memory of its own.
class OneOp {
public:
    OneOp(CaseTape& made, std::size_t index)
        : op_(*made.graph().record(index).op) {
        Graph& graph = made.graph();
        Tape<double>& tape = made.tape();
        const NodeRecord& record = graph.record(index);
        for (const std::size_t operand : record.operands) {
            const NodeRecord& source = graph.record(operand);
            const bool isNumbers = source.kind != NodeKind::Labels && source.kind != NodeKind::SparseInput;
            inputs_.emplace_back(isNumbers ? Eigen::MatrixXd(tape.value(graph.node(operand)).matrix())
                                           : Eigen::MatrixXd());
            transposes_.emplace_back(isNumbers ? Eigen::MatrixXd(inputs_.back().transpose()) : Eigen::MatrixXd());
            gradients_.emplace_back(
                Eigen::MatrixXd::Zero(source.needsGradient ? source.shape.rows : 0, source.shape.columns));
            if (source.kind == NodeKind::Labels)
                call_.labels = tape.labels(graph.node(operand));
            if (source.kind == NodeKind::SparseInput)
                call_.sparse = &tape.sparseInput(graph.node(operand));
        }
        output_.resize(record.shape.rows, record.shape.columns);
        const Shape scratch = scratchShape(graph, record);
        scratch_.resize(scratch.rows, scratch.columns);
        seed_.resize(record.shape.rows, record.shape.columns);
        fill({seed_.data(), static_cast<std::size_t>(seed_.size())}, 3);
        bind(index, graph);
        op_.forward(call_);
    }

    const Op& op() const { return op_; }
    std::size_t operands() const { return inputs_.size(); }
    const Eigen::MatrixXd& input(std::size_t i) const { return inputs_[i]; }
    const Eigen::MatrixXd& outputGradient() const { return seed_; }

    // Overwrites what backward says it does not read.
    void forget() {
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t i = 0; i < inputs_.size(); ++i)
            if (!op_.backwardReadsOperand(i))
                inputs_[i].setConstant(nothing);
        if (!op_.backwardReadsOutput())
            output_.setConstant(nothing);
    }

    std::vector<Eigen::MatrixXd> backward() {
        op_.backward(call_);
        return {gradients_.begin(), gradients_.end()};
    }

private:
    void bind(std::size_t index, const Graph& graph) {
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const bool wanted = op_.needsTransposeFor(i, inputs_.size()).has_value();
            const bool hasGradient = graph.record(graph.record(index).operands[i]).needsGradient;
            inputTensors_.push_back(inputs_[i].size() > 0 ? tensorOf(inputs_[i]) : Tensor<double>());
            transposeTensors_.push_back(wanted ? tensorOf(transposes_[i]) : Tensor<double>());
            gradientTensors_.push_back(hasGradient ? tensorOf(gradients_[i]) : Tensor<double>());
        }
        call_.inputs = inputTensors_;
        call_.inputTransposes = transposeTensors_;
        call_.inputGradients = gradientTensors_;
        call_.output = tensorOf(output_);
        if (scratch_.size() > 0)
            call_.scratch = tensorOf(scratch_);
        call_.outputGradient = tensorOf(seed_);
        call_.draw = 5;
    }

    static Tensor<double> tensorOf(Eigen::MatrixXd& matrix) { return {matrix.data(), {matrix.rows(), matrix.cols()}}; }

    const Op& op_;
    std::deque<Eigen::MatrixXd> inputs_;
    std::deque<Eigen::MatrixXd> transposes_;
    std::deque<Eigen::MatrixXd> gradients_;
    Eigen::MatrixXd output_;
    Eigen::MatrixXd scratch_;
    Eigen::MatrixXd seed_;
    std::vector<Tensor<const double>> inputTensors_;
    std::vector<Tensor<const double>> transposeTensors_;
    std::vector<Tensor<double>> gradientTensors_;
    OpCall<double> call_;
};

} // namespace unroll
