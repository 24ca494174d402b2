#include "engine/ops/arithmetic.h"

#include "engine/ops/by_columns.h"

namespace unroll {
namespace {

template <typename Derived>
class Binary : public OpFor<Derived> {
public:
    using OpFor<Derived>::OpFor;

    bool storesFirst() const override { return true; }
    bool readsByColumn(std::size_t) const override { return true; }

    Shape outputShape(std::span<const Shape> operands) const override {
        const auto [a, b] = std::pair(operands[0], operands[1]);
        if (a.rows != b.rows || (a.columns != b.columns && a.columns != 1 && b.columns != 1))
            throw ShapeError(this->name(), operands, "both need the same shape, or one of them one column");
        return {a.rows, std::max(a.columns, b.columns)};
    }
};

// y = a + sign b
class Sum : public Binary<Sum> {
public:
    explicit Sum(OpKind kind)
        : Binary(kind)
        , sign_(kind == OpKind::Add ? 1 : -1) {}

    static constexpr bool isLinear = true;

    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        const T sign = static_cast<T>(sign_);
        byColumns([sign](auto y, auto a, auto b) { y = a + sign * b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    // da += dy, db += sign dy; over all columns that an operand's one column stood for
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        const T sign = static_cast<T>(sign_);
        if (call.inputGradients[0])
            addGradient(
                call, 0, [](auto dy) { return dy; }, call.outputGradient);
        if (call.inputGradients[1])
            addGradient(
                call, 1, [sign](auto dy) { return sign * dy; }, call.outputGradient);
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        const T sign = static_cast<T>(sign_);
        call.outputTangent.matrix().setZero();
        if (call.inputTangents[0])
            byColumns([](auto ty, auto ta) { ty += ta; }, call.outputTangent, call.inputTangents[0]);
        if (call.inputTangents[1])
            byColumns([sign](auto ty, auto tb) { ty += sign * tb; }, call.outputTangent, call.inputTangents[1]);
    }

private:
    double sign_;
};

class Multiply : public Binary<Multiply> {
public:
    Multiply()
        : Binary(OpKind::Multiply) {}

    bool backwardReadsOutput() const override { return false; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b) { y = a * b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    // da += dy b, db += dy a
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        if (call.inputs[0].shape() == call.inputs[1].shape())
            return runBackwardByColumn(call);
        for (const std::size_t i : {0, 1})
            if (call.inputGradients[i])
                addGradient(
                    call, i, [](auto dy, auto other) { return dy * other; }, call.outputGradient, call.inputs[1 - i]);
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.matrix().setZero();
        for (const std::size_t i : {0, 1})
            if (call.inputTangents[i])
                byColumns([](auto ty, auto t, auto other) { ty += t * other; }, call.outputTangent,
                          call.inputTangents[i], call.inputs[1 - i]);
    }
    // da += dy tb, db += dy ta
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        for (const std::size_t i : {0, 1})
            if (call.inputGradients[i] && call.inputTangents[1 - i])
                addGradient(
                    call, i, [](auto dy, auto t) { return dy * t; }, call.outputGradient, call.inputTangents[1 - i]);
    }

private:
    template <typename T>
    void runBackwardByColumn(const OpCall<T>& call) const {
        for (Index j = 0; j < call.outputGradient.columns(); ++j)
            for (const std::size_t i : {0, 1})
                addGradientColumn(call, i, j, columnOf(call.outputGradient, j) * columnOf(call.inputs[1 - i], j));
    }
};

class Divide : public Binary<Divide> {
public:
    Divide()
        : Binary(OpKind::Divide) {}

    bool backwardReadsOperand(std::size_t operand) const override { return operand == 1; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b) { y = a / b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    // da += dy / b, db -= dy y / b
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        if (call.inputGradients[0])
            addGradient(
                call, 0, [](auto dy, auto b) { return dy / b; }, call.outputGradient, call.inputs[1]);
        if (call.inputGradients[1])
            addGradient(
                call, 1, [](auto dy, auto b, auto y) { return -(dy * y / b); }, call.outputGradient, call.inputs[1],
                Tensor<const T>(call.output));
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        call.outputTangent.matrix().setZero();
        if (call.inputTangents[0])
            byColumns([](auto ty, auto ta, auto b) { ty += ta / b; }, call.outputTangent, call.inputTangents[0],
                      call.inputs[1]);
        if (call.inputTangents[1])
            byColumns([](auto ty, auto tb, auto b, auto y) { ty -= y * tb / b; }, call.outputTangent,
                      call.inputTangents[1], call.inputs[1], call.output);
    }
    // da -= dy tb / b^2, db -= dy (ty - y tb / b) / b
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        const Tensor<const T> divisor = call.inputs[1];
        const Tensor<const T> moves = call.inputTangents[1];
        if (call.inputGradients[0] && moves)
            addGradient(
                call, 0, [](auto dy, auto tb, auto b) { return -(dy * tb / (b * b)); }, call.outputGradient, moves,
                divisor);
        if (!call.inputGradients[1])
            return;
        addGradient(
            call, 1, [](auto dy, auto ty, auto b) { return -(dy * ty / b); }, call.outputGradient,
            Tensor<const T>(call.outputTangent), divisor);
        if (moves)
            addGradient(
                call, 1, [](auto dy, auto y, auto tb, auto b) { return dy * y * tb / (b * b); }, call.outputGradient,
                Tensor<const T>(call.output), moves, divisor);
    }
};

Node apply(std::unique_ptr<Op> op, Node a, Node b) { return a.graph().apply(std::move(op), std::array{a, b}); }

} // namespace

Node add(Node a, Node b) { return apply(std::make_unique<Sum>(OpKind::Add), a, b); }
Node subtract(Node a, Node b) { return apply(std::make_unique<Sum>(OpKind::Subtract), a, b); }
Node multiply(Node a, Node b) { return apply(std::make_unique<Multiply>(), a, b); }
Node divide(Node a, Node b) { return apply(std::make_unique<Divide>(), a, b); }

} // namespace unroll
