#include "engine/ops/fused_arithmetic.h"

#include "engine/ops/by_columns.h"

namespace unroll {
namespace {

template <typename Derived>
class Fused : public OpFor<Derived> {
public:
    using OpFor<Derived>::OpFor;

    bool storesFirst() const override { return true; }
    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOutput() const override { return false; }

    Shape outputShape(std::span<const Shape> operands) const override {
        for (const Shape& shape : operands)
            if (shape != operands[0])
                throw ShapeError(this->name(), operands, "all operands need the same shape");
        return operands[0];
    }
};

// y = x0 x1 + x2 x3 + ..., the last operand alone where their number is odd
class MultiplyAdd : public Fused<MultiplyAdd> {
public:
    MultiplyAdd()
        : Fused(OpKind::MultiplyAdd) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        const auto& x = call.inputs;
        if (x.size() == 3)
            byColumns([](auto y, auto a, auto b, auto c) { y = a * b + c; }, call.output, x[0], x[1], x[2]);
        else
            byColumns([](auto y, auto a, auto b, auto c, auto d) { y = a * b + c * d; }, call.output, x[0], x[1], x[2],
                      x[3]);
    }
    // da += dy b, db += dy a, dc += dy d, dd += dy c; of three dc += dy
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        for (Index j = 0; j < call.outputGradient.columns(); ++j) {
            const auto dy = columnOf(call.outputGradient, j);
            for (std::size_t i = 0; i < call.inputs.size(); ++i)
                if (const std::size_t other = i ^ 1U; other < call.inputs.size())
                    addGradientColumn(call, i, j, dy * columnOf(call.inputs[other], j));
                else
                    addGradientColumn(call, i, j, dy);
        }
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.matrix().setZero();
        const auto add = [](auto ty, auto t) { ty += t; };
        const auto addProduct = [](auto ty, auto t, auto x) { ty += t * x; };
        for (std::size_t i = 0; i < call.inputs.size(); ++i)
            if (const std::size_t other = i ^ 1U; !call.inputTangents[i])
                continue;
            else if (other < call.inputs.size())
                byColumns(addProduct, call.outputTangent, call.inputTangents[i], call.inputs[other]);
            else
                byColumns(add, call.outputTangent, call.inputTangents[i]);
    }
    // da += dy tb, db += dy ta, dc += dy td, dd += dy tc
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        for (std::size_t i = 0; i < call.inputs.size(); ++i)
            if (const std::size_t other = i ^ 1U; other < call.inputs.size() && call.inputTangents[other])
                for (Index j = 0; j < call.outputGradient.columns(); ++j)
                    addGradientColumn(call, i, j,
                                      columnOf(call.outputGradient, j) * columnOf(call.inputTangents[other], j));
    }
};

// y = a + t (b - a); the operands are a, b, t
class Lerp : public Fused<Lerp> {
public:
    Lerp()
        : Fused(OpKind::Lerp) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b, auto t) { y = a + t * (b - a); }, call.output, call.inputs[0],
                  call.inputs[1], call.inputs[2]);
    }
    // da += dy (1 - t), db += dy t, dt += dy (b - a)
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        for (Index j = 0; j < call.outputGradient.columns(); ++j) {
            const auto dy = columnOf(call.outputGradient, j);
            const auto a = columnOf(call.inputs[0], j);
            const auto b = columnOf(call.inputs[1], j);
            const auto t = columnOf(call.inputs[2], j);
            addGradientColumn(call, 0, j, dy * (1 - t));
            addGradientColumn(call, 1, j, dy * t);
            addGradientColumn(call, 2, j, dy * (b - a));
        }
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        const auto& x = call.inputs;
        const auto& tx = call.inputTangents;
        call.outputTangent.matrix().setZero();
        if (tx[0])
            byColumns([](auto ty, auto ta, auto t) { ty += ta * (1 - t); }, call.outputTangent, tx[0], x[2]);
        if (tx[1])
            byColumns([](auto ty, auto tb, auto t) { ty += tb * t; }, call.outputTangent, tx[1], x[2]);
        if (tx[2])
            byColumns([](auto ty, auto tt, auto a, auto b) { ty += tt * (b - a); }, call.outputTangent, tx[2], x[0],
                      x[1]);
    }
    // da -= dy tt, db += dy tt, dt += dy (tb - ta)
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        const auto& tx = call.inputTangents;
        for (Index j = 0; j < call.outputGradient.columns(); ++j) {
            const auto dy = columnOf(call.outputGradient, j);
            if (tx[2]) {
                addGradientColumn(call, 0, j, -dy * columnOf(tx[2], j));
                addGradientColumn(call, 1, j, dy * columnOf(tx[2], j));
            }
            if (tx[0])
                addGradientColumn(call, 2, j, -dy * columnOf(tx[0], j));
            if (tx[1])
                addGradientColumn(call, 2, j, dy * columnOf(tx[1], j));
        }
    }
};

template <typename Operation, typename... Operands>
Node fuse(Node first, Operands... rest) {
    return first.graph().apply(std::make_unique<Operation>(), std::array{first, rest...});
}

} // namespace

Node multiplyAdd(Node a, Node b, Node c) { return fuse<MultiplyAdd>(a, b, c); }
Node multiplyAdd(Node a, Node b, Node c, Node d) { return fuse<MultiplyAdd>(a, b, c, d); }
Node lerp(Node a, Node b, Node t) { return fuse<Lerp>(a, b, t); }

} // namespace unroll
