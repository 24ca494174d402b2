#include "engine/ops/softmax.h"

namespace unroll {
namespace {

class Softmax : public OpFor<Softmax> {
public:
    Softmax()
        : OpFor(OpKind::Softmax) {}

    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOperand(std::size_t) const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        const auto z = call.inputs[0].matrix();
        auto y = call.output.matrix();
        for (Index j = 0; j < z.cols(); ++j) {
            const T largest = z.col(j).template maxCoeff<Eigen::PropagateNaN>();
            y.col(j) = (z.col(j).array() - largest).exp();
            y.col(j) /= y.col(j).sum();
        }
    }
    // dz_j += y_j (dy_j - <y_j, dy_j>), the product with y_j element by element
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        const auto dy = call.outputGradient.matrix();
        auto dz = call.inputGradients[0].matrix();
        for (Index j = 0; j < dz.cols(); ++j) {
            const auto y = call.output.matrix().col(j);
            dz.col(j).array() += y.array() * (dy.col(j).array() - y.dot(dy.col(j)));
        }
    }
    // The Jacobian is symmetric.
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        const auto tz = call.inputTangents[0].matrix();
        for (Index j = 0; j < tz.cols(); ++j) {
            const auto y = call.output.matrix().col(j);
            call.outputTangent.matrix().col(j).array() = y.array() * (tz.col(j).array() - y.dot(tz.col(j)));
        }
    }
    // dz_j += ty_j (dy_j - <y_j, dy_j>) - y_j <ty_j, dy_j>
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        auto dz = call.inputGradients[0].matrix();
        for (Index j = 0; j < dz.cols(); ++j) {
            const auto y = call.output.matrix().col(j);
            const auto ty = call.outputTangent.matrix().col(j);
            const auto dy = call.outputGradient.matrix().col(j);
            dz.col(j).array() += ty.array() * (dy.array() - y.dot(dy)) - y.array() * ty.dot(dy);
        }
    }
};

} // namespace

Node softmax(Node logits) { return logits.graph().apply(std::make_unique<Softmax>(), std::array{logits}); }

} // namespace unroll
