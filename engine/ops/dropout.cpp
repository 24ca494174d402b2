#include "engine/ops/dropout.h"

#include "engine/ops/by_columns.h"
#include "engine/tensor/random.h"

namespace unroll {
namespace {

class Dropout : public OpFor<Dropout> {
public:
    Dropout(double probability, std::uint64_t seed)
        : OpFor(OpKind::Dropout)
        , probability_(probability)
        , seed_(seed) {}

    static constexpr bool isLinear = true;

    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }

    // What each element is multiplied with: 0 or 1 / (1 - probability).
    Shape scratchShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        drawFactors(call);
        byColumns([](auto y, auto a, auto factor) { y = a * factor; }, call.output, call.inputs[0], call.scratch);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto factor) { da += dy * factor; }, call.inputGradients[0], call.outputGradient,
                  call.scratch);
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        byColumns([](auto ty, auto ta, auto factor) { ty = ta * factor; }, call.outputTangent, call.inputTangents[0],
                  call.scratch);
    }

private:
    template <typename T>
    void drawFactors(const OpCall<T>& call) const {
        if (call.draw == 0)
            return static_cast<void>(call.scratch.matrix().setOnes());
        Random random(seed_, call.draw);
        const T kept = static_cast<T>(1 / (1 - probability_));
        for (Index j = 0; j < call.scratch.columns(); ++j)
            for (T& factor : call.scratch.column(j))
                factor = random.uniform() < probability_ ? T{0} : kept;
    }

    double probability_;
    std::uint64_t seed_;
};

} // namespace

Node dropout(Node a, double probability, std::uint64_t seed) {
    if (!(probability >= 0 && probability < 1))
        throw std::invalid_argument("dropout: the probability must be at least 0 and below 1.");
    return a.graph().apply(std::make_unique<Dropout>(probability, seed), std::array{a});
}

} // namespace unroll
