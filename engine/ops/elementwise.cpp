#include "engine/ops/elementwise.h"

#include "engine/ops/by_columns.h"

namespace unroll {
namespace {

enum class Of { Argument, Value };

// y = f(a), by Derived::value(a), and under it the derivative, Derived::slope(a, y), of which it looks at the one that
// Derived::slopeOf names, and the second derivative, Derived::bend(a, y).
template <typename Derived>
class ElementFunction : public OpFor<Derived> {
public:
    using OpFor<Derived>::OpFor;

    bool storesFirst() const override { return true; }
    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOperand(std::size_t) const override { return Derived::slopeOf == Of::Argument; }
    bool backwardReadsOutput() const override { return Derived::slopeOf == Of::Value; }

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        byPackets([](auto y, auto a) { y = Derived::value(a); }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addGradient(
            call, 0, [](auto dy, auto a, auto y) { return dy * Derived::slope(a, y); }, call.outputGradient,
            call.inputs[0], Tensor<const T>(call.output));
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        byColumns([](auto ty, auto ta, auto a, auto y) { ty = ta * Derived::slope(a, y); }, call.outputTangent,
                  call.inputTangents[0], call.inputs[0], call.output);
    }
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        addGradient(
            call, 0, [](auto dy, auto ta, auto a, auto y) { return dy * ta * Derived::bend(a, y); },
            call.outputGradient, call.inputTangents[0], call.inputs[0], Tensor<const T>(call.output));
    }
};

class Tanh : public ElementFunction<Tanh> {
public:
    Tanh()
        : ElementFunction(OpKind::Tanh) {}
    static constexpr Of slopeOf = Of::Value;
    static auto value(auto a) { return a.tanh(); }
    static auto slope(auto, auto y) { return 1 - y * y; }
    static auto bend(auto, auto y) { return -2 * y * (1 - y * y); }
};

class Relu : public ElementFunction<Relu> {
public:
    Relu()
        : ElementFunction(OpKind::Relu) {}
    static constexpr Of slopeOf = Of::Value;
    static auto value(auto a) { return (a < 0).select(0, a); } // a NaN stays one
    static auto slope(auto, auto y) { return (y > 0).template cast<typename decltype(y)::Scalar>(); }
    static auto bend(auto, auto y) { return 0 * y; } // it has none at its kink
};

class Sigmoid : public ElementFunction<Sigmoid> {
public:
    Sigmoid()
        : ElementFunction(OpKind::Sigmoid) {}
    static constexpr Of slopeOf = Of::Value;
    static auto value(auto a) { return (1 + (-a).exp()).inverse(); }
    static auto slope(auto, auto y) { return y * (1 - y); }
    static auto bend(auto, auto y) { return y * (1 - y) * (1 - 2 * y); }
};

class Exp : public ElementFunction<Exp> {
public:
    Exp()
        : ElementFunction(OpKind::Exp) {}
    static constexpr Of slopeOf = Of::Value;
    static auto value(auto a) { return a.exp(); }
    static auto slope(auto, auto y) { return y; }
    static auto bend(auto, auto y) { return y; }
};

class Log : public ElementFunction<Log> {
public:
    Log()
        : ElementFunction(OpKind::Log) {}
    static constexpr Of slopeOf = Of::Argument;
    static auto value(auto a) { return a.log(); }
    static auto slope(auto a, auto) { return a.inverse(); }
    static auto bend(auto a, auto) { return -a.square().inverse(); }
};

class Square : public ElementFunction<Square> {
public:
    Square()
        : ElementFunction(OpKind::Square) {}
    static constexpr Of slopeOf = Of::Argument;
    static auto value(auto a) { return a.square(); }
    static auto slope(auto a, auto) { return 2 * a; }
    static auto bend(auto a, auto) { return 0 * a + 2; }
};

// y = factor a: scaling, the identity, and the identity that lets no gradient through.
class Linear : public OpFor<Linear> {
public:
    explicit Linear(OpKind kind, double factor = 1)
        : OpFor(kind)
        , factor_(factor) {}

    static constexpr bool isLinear = true;

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }
    bool stopsGradient() const override { return kind() == OpKind::StopGradient; }
    bool storesFirst() const override { return true; }
    bool readsByColumn(std::size_t) const override { return true; }
    bool backwardReadsOperand(std::size_t) const override { return false; }
    bool backwardReadsOutput() const override { return false; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([f = static_cast<T>(factor_)](auto y, auto a) { y = f * a; }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addGradient(
            call, 0, [f = static_cast<T>(factor_)](auto dy) { return f * dy; }, call.outputGradient);
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        byColumns([f = static_cast<T>(factor_)](auto ty, auto ta) { ty = f * ta; }, call.outputTangent,
                  call.inputTangents[0]);
    }

private:
    double factor_;
};

template <typename Operation, typename... Arguments>
Node apply(Node a, Arguments... arguments) {
    return a.graph().apply(std::make_unique<Operation>(arguments...), std::array{a});
}

} // namespace

Node scale(Node a, double factor) { return apply<Linear>(a, OpKind::Scale, factor); }
Node identity(Node a) { return apply<Linear>(a, OpKind::Identity); }
Node stopGradient(Node a) { return apply<Linear>(a, OpKind::StopGradient); }
Node tanh(Node a) { return apply<Tanh>(a); }
Node relu(Node a) { return apply<Relu>(a); }
Node sigmoid(Node a) { return apply<Sigmoid>(a); }
Node exp(Node a) { return apply<Exp>(a); }
Node log(Node a) { return apply<Log>(a); }
Node square(Node a) { return apply<Square>(a); }

} // namespace unroll
