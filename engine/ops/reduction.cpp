#include "engine/ops/reduction.h"

namespace unroll {
namespace {

class Mean : public OpFor<Mean> {
public:
    Mean()
        : OpFor(OpKind::Mean) {}

    Shape outputShape(std::span<const Shape>) const override { return {1, 1}; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        call.output(0, 0) = call.inputs[0].matrix().mean();
    }
    // Every element has the same share: da += dy / number of elements.
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        const T share = call.outputGradient(0, 0) / static_cast<T>(call.inputs[0].shape().size());
        call.inputGradients[0].matrix().array() += share;
    }
};

} // namespace

Node mean(Node a) { return a.graph().apply(std::make_unique<Mean>(), std::array{a}); }

} // namespace unroll
