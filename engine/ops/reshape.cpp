#include "engine/ops/reshape.h"

namespace unroll {
namespace {

class SliceRows : public OpFor<SliceRows> {
public:
    SliceRows(Index first, Index count)
        : OpFor(OpKind::SliceRows)
        , first_(first)
        , count_(count) {}

    static constexpr bool isLinear = true;

    Shape outputShape(std::span<const Shape> operands) const override {
        if (first_ < 0 || count_ < 1 || first_ + count_ > operands[0].rows)
            throw ShapeError(name(), operands,
                             "rows " + std::to_string(first_) + " to " + std::to_string(first_ + count_ - 1) +
                                 " are not all there");
        return {count_, operands[0].columns};
    }
    std::optional<Index> viewFromRow() const override { return first_; }
    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    // The tape lets result and tangent look into the operand's memory: there is nothing to compute.
    template <typename T>
    void run(const OpCall<T>&) const {}

    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        call.inputGradients[0].rowRange(first_, count_).matrix() += call.outputGradient.matrix();
    }
    template <typename T>
    void runTangent(const OpCall<T>&) const {}

private:
    Index first_;
    Index count_;
};

class Concatenate : public OpFor<Concatenate> {
public:
    Concatenate()
        : OpFor(OpKind::Concatenate) {}

    static constexpr bool isLinear = true;

    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override {
        Shape shape{0, operands[0].columns};
        for (const Shape operand : operands) {
            if (operand.columns != shape.columns)
                throw ShapeError(name(), operands, "all need the same number of columns");
            shape.rows += operand.rows;
        }
        return shape;
    }

    template <typename T>
    void run(const OpCall<T>& call) const {
        Index row = 0;
        for (const auto& input : call.inputs) {
            call.output.rowRange(row, input.rows()).matrix() = input.matrix();
            row += input.rows();
        }
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        Index row = 0;
        for (std::size_t i = 0; i < call.inputs.size(); ++i) {
            const Index rows = call.inputs[i].rows();
            if (call.inputGradients[i])
                call.inputGradients[i].matrix() += call.outputGradient.rowRange(row, rows).matrix();
            row += rows;
        }
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        Index row = 0;
        for (std::size_t i = 0; i < call.inputs.size(); ++i) {
            auto part = call.outputTangent.rowRange(row, call.inputs[i].rows()).matrix();
            part.setZero();
            if (call.inputTangents[i])
                part = call.inputTangents[i].matrix();
            row += call.inputs[i].rows();
        }
    }
};

class Transpose : public OpFor<Transpose> {
public:
    Transpose()
        : OpFor(OpKind::Transpose) {}

    static constexpr bool isLinear = true;

    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override {
        return {operands[0].columns, operands[0].rows};
    }

    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output.matrix() = call.inputs[0].matrix().transpose();
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        call.inputGradients[0].matrix() += call.outputGradient.matrix().transpose();
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.matrix() = call.inputTangents[0].matrix().transpose();
    }
};

} // namespace

Node sliceRows(Node a, Index first, Index count) {
    return a.graph().apply(std::make_unique<SliceRows>(first, count), std::array{a});
}

std::vector<Node> splitRows(Node a, Index parts) {
    const Index rows = a.shape().rows;
    if (parts < 1 || rows % parts != 0)
        throw ShapeError("split_rows", std::array{a.shape()},
                         "the rows can't be cut into " + std::to_string(parts) + " equal parts");
    std::vector<Node> ranges;
    for (Index i = 0; i < parts; ++i)
        ranges.push_back(sliceRows(a, i * (rows / parts), rows / parts));
    return ranges;
}

Node concatenate(std::span<const Node> operands) {
    if (operands.empty())
        throw std::invalid_argument("concatenate: there must be at least one operand.");
    return operands.front().graph().apply(std::make_unique<Concatenate>(), operands);
}

Node transpose(Node a) { return a.graph().apply(std::make_unique<Transpose>(), std::array{a}); }

} // namespace unroll
