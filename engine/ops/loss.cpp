#include "engine/ops/loss.h"

#include <cmath>

namespace unroll {
namespace {

class SoftmaxCrossEntropy : public OpFor<SoftmaxCrossEntropy> {
public:
    SoftmaxCrossEntropy()
        : OpFor(OpKind::SoftmaxCrossEntropy) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        if (operands[1] != Shape{1, operands[0].columns})
            throw ShapeError(name(), operands, "there must be one label for each column of the logits");
        return operands[1];
    }
    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }
    bool takesLabels(std::size_t operand) const override { return operand == 1; }
    // The softmax of the logits.
    Shape scratchShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        const auto logits = call.inputs[0].matrix();
        auto softmax = call.scratch.matrix();
        for (Index j = 0; j < logits.cols(); ++j) {
            const Index label = call.labels[static_cast<std::size_t>(j)];
            if (label < 0 || label >= logits.rows())
                throw std::out_of_range("softmax_cross_entropy: the label of column " + std::to_string(j) + " is " +
                                        std::to_string(label) + ", it must be below " + std::to_string(logits.rows()) +
                                        ".");
            const T largest = logits.col(j).template maxCoeff<Eigen::PropagateNaN>();
            softmax.col(j) = logits.col(j).array() - largest;
            call.output(0, j) = softmax(label, j);
        }
        call.scratch.array() = call.scratch.array().exp(); // all at once, in whole vectors
        for (Index j = 0; j < logits.cols(); ++j) {
            const T sum = softmax.col(j).sum();
            softmax.col(j) /= sum;
            call.output(0, j) = std::log(sum) - call.output(0, j);
        }
    }

    // d loss_j / dz_j = softmax(z_j) - onehot(label_j)
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        auto gradient = call.inputGradients[0].matrix();
        for (Index j = 0; j < gradient.cols(); ++j) {
            const T dy = call.outputGradient(0, j);
            gradient.col(j) += dy * call.scratch.matrix().col(j);
            gradient(call.labels[static_cast<std::size_t>(j)], j) -= dy;
        }
    }

    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        const auto tz = call.inputTangents[0].matrix();
        for (Index j = 0; j < tz.cols(); ++j)
            call.outputTangent(0, j) =
                call.scratch.matrix().col(j).dot(tz.col(j)) - tz(call.labels[static_cast<std::size_t>(j)], j);
    }

    // The change of the softmax y: dz_j += dy_j y_j (tz_j - <y_j, tz_j>), the product with y_j element by element
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        const auto tz = call.inputTangents[0].matrix();
        auto gradient = call.inputGradients[0].matrix();
        for (Index j = 0; j < gradient.cols(); ++j) {
            const auto y = call.scratch.matrix().col(j);
            gradient.col(j).array() += call.outputGradient(0, j) * y.array() * (tz.col(j).array() - y.dot(tz.col(j)));
        }
    }
};

} // namespace

Node softmaxCrossEntropy(Node logits, Node labels) {
    return logits.graph().apply(std::make_unique<SoftmaxCrossEntropy>(), std::array{logits, labels});
}

} // namespace unroll
