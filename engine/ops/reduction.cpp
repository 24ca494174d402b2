#include "engine/ops/reduction.h"

namespace unroll {
namespace {

// The sum over rows, columns or all, times a factor: 1 for the sum, 1 / count for the mean.
class Reduction : public OpFor<Reduction> {
public:
    Reduction(OpKind kind, Over over, double factor)
        : OpFor(kind)
        , over_(over)
        , factor_(factor) {}

    static constexpr bool isLinear = true;

    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override {
        const Shape a = operands[0];
        return {over_ == Over::Columns ? a.rows : 1, over_ == Over::Rows ? a.columns : 1};
    }

    template <typename T>
    void run(const OpCall<T>& call) const {
        reduce(call.inputs[0], call.output);
    }
    // Every element has the same share of the number it was added to: da_ij += factor dy.
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        const T factor = static_cast<T>(factor_);
        auto da = call.inputGradients[0].matrix();
        const auto dy = call.outputGradient.matrix();
        for (Index j = 0; j < da.cols(); ++j) {
            if (over_ == Over::Columns)
                da.col(j) += factor * dy.col(0);
            else
                da.col(j).array() += factor * dy(0, over_ == Over::Rows ? j : 0);
        }
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        reduce(call.inputTangents[0], call.outputTangent);
    }

private:
    template <typename T>
    void reduce(Tensor<const T> from, Tensor<T> to) const {
        const auto a = from.matrix();
        auto y = to.matrix();
        y.setZero();
        for (Index j = 0; j < a.cols(); ++j) {
            if (over_ == Over::Columns)
                y.col(0) += a.col(j);
            else
                y(0, over_ == Over::Rows ? j : 0) += a.col(j).sum();
        }
        y *= static_cast<T>(factor_);
    }

    Over over_;
    double factor_;
};

Index count(Shape shape, Over over) {
    if (over == Over::All)
        return shape.size();
    return over == Over::Rows ? shape.rows : shape.columns;
}

} // namespace

Node sum(Node a, Over over) {
    return a.graph().apply(std::make_unique<Reduction>(OpKind::Sum, over, 1.0), std::array{a});
}

Node mean(Node a, Over over) {
    const double share = 1.0 / static_cast<double>(count(a.shape(), over));
    return a.graph().apply(std::make_unique<Reduction>(OpKind::Mean, over, share), std::array{a});
}

} // namespace unroll
