#include "engine/ops/matrix.h"

namespace unroll {
namespace {

// The gradients of y = a b with respect to the factors:  da += dy b^T,  db += a^T dy.
template <typename T>
void addFactorGradients(const OpCall<T>& call) {
    const auto dy = call.outputGradient.matrix();
    if (call.inputGradients[0])
        call.inputGradients[0].matrix().noalias() += dy * call.inputs[1].matrix().transpose();
    if (call.inputGradients[1])
        call.inputGradients[1].matrix().noalias() += call.inputs[0].matrix().transpose() * dy;
}

// ty += ta b + a tb
template <typename T>
void addFactorTangents(const OpCall<T>& call) {
    auto ty = call.outputTangent.matrix();
    if (call.inputTangents[0])
        ty.noalias() += call.inputTangents[0].matrix() * call.inputs[1].matrix();
    if (call.inputTangents[1])
        ty.noalias() += call.inputs[0].matrix() * call.inputTangents[1].matrix();
}

class MatrixProduct : public OpFor<MatrixProduct> {
public:
    MatrixProduct()
        : OpFor(OpKind::MatrixProduct) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        const auto [a, b] = std::pair(operands[0], operands[1]);
        if (a.columns != b.rows)
            throw ShapeError(kind(), operands, "the first needs as many columns as the second has rows");
        return {a.rows, b.columns};
    }

    // y [m x n] = a [m x k] b [k x n]
    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output.matrix().noalias() = call.inputs[0].matrix() * call.inputs[1].matrix();
    }

    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addFactorGradients(call);
    }

    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.matrix().setZero();
        addFactorTangents(call);
    }
};

class Affine : public OpFor<Affine> {
public:
    Affine()
        : OpFor(OpKind::Affine) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        const auto [w, x] = std::pair(operands[0], operands[1]);
        if (w.columns != x.rows)
            throw ShapeError(kind(), operands, "the first needs as many columns as the second has rows");
        if (operands[2] != Shape{w.rows, 1})
            throw ShapeError(kind(), operands, "the bias needs one column and as many rows as the first");
        return {w.rows, x.columns};
    }

    // y [m x n] = w [m x k] x [k x n] + b [m x 1] in every column
    template <typename T>
    void run(const OpCall<T>& call) const {
        auto y = call.output.matrix();
        y.colwise() = call.inputs[2].matrix().col(0);
        y.noalias() += call.inputs[0].matrix() * call.inputs[1].matrix();
    }

    // db [m x 1] += the sum of dy's columns
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addFactorGradients(call);
        if (!call.inputGradients[2])
            return;
        auto db = call.inputGradients[2].matrix().col(0);
        for (Index column = 0; column < call.outputGradient.columns(); ++column)
            db += call.outputGradient.matrix().col(column);
    }

    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        auto ty = call.outputTangent.matrix();
        ty.setZero();
        if (call.inputTangents[2])
            ty.colwise() += call.inputTangents[2].matrix().col(0);
        addFactorTangents(call);
    }
};

} // namespace

Node matrixProduct(Node a, Node b) { return a.graph().apply(std::make_unique<MatrixProduct>(), std::array{a, b}); }

Node affine(Node w, Node x, Node b) { return w.graph().apply(std::make_unique<Affine>(), std::array{w, x, b}); }

} // namespace unroll
