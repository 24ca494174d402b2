#include "engine/ops/reshape.h"

namespace unroll {
namespace {

class SliceRows : public OpFor<SliceRows> {
public:
    SliceRows(Index first, Index count)
        : OpFor(OpKind::SliceRows)
        , first_(first)
        , count_(count) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        if (first_ < 0 || count_ < 1 || first_ + count_ > operands[0].rows)
            throw ShapeError(kind(), operands,
                             "rows " + std::to_string(first_) + " to " + std::to_string(first_ + count_ - 1) +
                                 " are not all there");
        return {count_, operands[0].columns};
    }
    std::optional<Index> viewFromRow() const override { return first_; }

    // The tape lets the result look into the operand's memory: there is nothing to compute.
    template <typename T>
    void run(const OpCall<T>&) const {}

    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        call.inputGradients[0].rowRange(first_, count_).matrix() += call.outputGradient.matrix();
    }

private:
    Index first_;
    Index count_;
};

} // namespace

Node sliceRows(Node a, Index first, Index count) {
    return a.graph().apply(std::make_unique<SliceRows>(first, count), std::array{a});
}

} // namespace unroll
