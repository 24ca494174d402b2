#include "engine/ops/elementwise.h"

namespace unroll {
namespace {

// Calls run(part of each tensor as an array): once for all elements where every tensor is contiguous, else column by
// column.
template <typename Run, typename First, typename... Rest>
void byColumns(Run run, First first, Rest... rest) {
    const auto column = [](auto tensor, Index i) { return tensor.matrix().col(i).array(); };
    if (first.contiguous() && (rest.contiguous() && ...))
        return run(first.array(), rest.array()...);
    for (Index i = 0; i < first.columns(); ++i)
        run(column(first, i), column(rest, i)...);
}

Shape sameShape(OpKind kind, std::span<const Shape> operands) {
    for (const Shape shape : operands)
        if (shape != operands.front())
            throw ShapeError(kind, operands, "both need the same shape");
    return operands.front();
}

// gradient += factor * dy, where the gradient is wanted.
template <typename T>
void addScaled(Tensor<T> gradient, Tensor<const T> dy, T factor) {
    if (gradient)
        byColumns([factor](auto dx, auto d) { dx += factor * d; }, gradient, dy);
}

// gradient += dy * other, element by element, where the gradient is wanted.
template <typename T>
void addProduct(Tensor<T> gradient, Tensor<const T> dy, Tensor<const T> other) {
    if (gradient)
        byColumns([](auto dx, auto d, auto o) { dx += d * o; }, gradient, dy, other);
}

template <typename Derived>
class Elementwise : public OpFor<Derived> {
public:
    using OpFor<Derived>::OpFor;
    Shape outputShape(std::span<const Shape> operands) const override { return sameShape(this->kind(), operands); }
};

class Add : public Elementwise<Add> {
public:
    Add()
        : Elementwise(OpKind::Add) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b) { y = a + b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addScaled(call.inputGradients[0], call.outputGradient, T{1});
        addScaled(call.inputGradients[1], call.outputGradient, T{1});
    }
};

class Subtract : public Elementwise<Subtract> {
public:
    Subtract()
        : Elementwise(OpKind::Subtract) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b) { y = a - b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addScaled(call.inputGradients[0], call.outputGradient, T{1});
        addScaled(call.inputGradients[1], call.outputGradient, T{-1});
    }
};

class Multiply : public Elementwise<Multiply> {
public:
    Multiply()
        : Elementwise(OpKind::Multiply) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a, auto b) { y = a * b; }, call.output, call.inputs[0], call.inputs[1]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addProduct(call.inputGradients[0], call.outputGradient, call.inputs[1]);
        addProduct(call.inputGradients[1], call.outputGradient, call.inputs[0]);
    }
};

class Scale : public Elementwise<Scale> {
public:
    explicit Scale(double factor)
        : Elementwise(OpKind::Scale)
        , factor_(factor) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        const T factor = static_cast<T>(factor_);
        byColumns([factor](auto y, auto a) { y = factor * a; }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addScaled(call.inputGradients[0], call.outputGradient, static_cast<T>(factor_));
    }

private:
    double factor_;
};

class Tanh : public Elementwise<Tanh> {
public:
    Tanh()
        : Elementwise(OpKind::Tanh) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a) { y = a.tanh(); }, call.output, call.inputs[0]);
    }
    // d tanh(a) / da = 1 - tanh(a)^2
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto y) { da += dy * (T{1} - y * y); }, call.inputGradients[0],
                  call.outputGradient, call.output);
    }
};

class Relu : public Elementwise<Relu> {
public:
    Relu()
        : Elementwise(OpKind::Relu) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        // Written so that a NaN stays one.
        byColumns([](auto y, auto a) { y = (a < T{0}).select(T{0}, a); }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto y) { da += (y > T{0}).select(dy, T{0}); }, call.inputGradients[0],
                  call.outputGradient, call.output);
    }
};

class Identity : public Elementwise<Identity> {
public:
    Identity()
        : Elementwise(OpKind::Identity) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a) { y = a; }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        addScaled(call.inputGradients[0], call.outputGradient, T{1});
    }
};

class Sigmoid : public Elementwise<Sigmoid> {
public:
    Sigmoid()
        : Elementwise(OpKind::Sigmoid) {}

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a) { y = (T{1} + (-a).exp()).inverse(); }, call.output, call.inputs[0]);
    }
    // d s(a) / da = s(a) (1 - s(a))
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto y) { da += dy * y * (T{1} - y); }, call.inputGradients[0],
                  call.outputGradient, call.output);
    }
};

template <typename Operation>
Node unary(Node a) {
    return a.graph().apply(std::make_unique<Operation>(), std::array{a});
}

template <typename Operation>
Node binary(Node a, Node b) {
    return a.graph().apply(std::make_unique<Operation>(), std::array{a, b});
}

} // namespace

Node add(Node a, Node b) { return binary<Add>(a, b); }
Node subtract(Node a, Node b) { return binary<Subtract>(a, b); }
Node multiply(Node a, Node b) { return binary<Multiply>(a, b); }
Node scale(Node a, double factor) { return a.graph().apply(std::make_unique<Scale>(factor), std::array{a}); }
Node tanh(Node a) { return unary<Tanh>(a); }
Node relu(Node a) { return unary<Relu>(a); }
Node identity(Node a) { return unary<Identity>(a); }
Node sigmoid(Node a) { return unary<Sigmoid>(a); }

} // namespace unroll
