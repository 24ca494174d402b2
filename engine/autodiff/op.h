// An operation of the graph: its shape rule, its forward, its backward, its tangent and the tangent of its backward.
#pragma once

#include "engine/tensor/shape.h"
#include "engine/tensor/sparse_columns.h"
#include "engine/tensor/tensor.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unroll {

// Every operation there is. The gradient check goes through this list, so that none escapes it.
enum class OpKind {
    MatrixProduct,
    Affine,
    Add,
    Subtract,
    Multiply,
    MultiplyAdd,
    Lerp,
    Scale,
    Tanh,
    Relu,
    Identity,
    Sigmoid,
    Exp,
    Log,
    Square,
    Divide,
    Dropout,
    StopGradient,
    SliceRows,
    Concatenate,
    Transpose,
    Sum,
    Mean,
    Softmax,
    SoftmaxCrossEntropy,
    Custom, // written outside the engine
    Count   // not an operation
};

// "matrix_product", "affine", ...
std::string_view name(OpKind kind);

// Operands that do not fit; the message names the operation and the shapes.
class ShapeError : public std::invalid_argument {
public:
    ShapeError(std::string_view operation, std::span<const Shape> operands, const std::string& rule);
};

// The buffers of one node, as its operation sees them.
template <typename T>
struct OpCall {
    std::span<const Tensor<const T>> inputs;  // an operand that is labels or sparse has no tensor
    std::span<const std::int32_t> labels;     // one per column, when an operand is labels
    const SparseColumns<T>* sparse = nullptr; // when an operand is sparse
    Tensor<T> output;
    Tensor<T> scratch; // kept from forward to backward

    // For backward alone. An input whose gradient is not wanted has no tensor here.
    Tensor<const T> outputGradient;
    std::span<const Tensor<T>> inputGradients;
    std::span<const Tensor<const T>> inputTransposes; // see needsTransposeFor()
    std::span<const std::uint8_t> firstWrites;        // see storesFirst()

    // Whether the gradient of this input holds nothing yet and is to be stored, not added to.
    bool isFirst(std::size_t input) const { return input < firstWrites.size() && firstWrites[input] != 0; }

    // For tangent alone. An input that does not move has no tensor here.
    std::span<const Tensor<const T>> inputTangents;
    Tensor<T> outputTangent;

    // For backwardTangent, beside all the others. An input whose gradient is not wanted has no tensor here.
    Tensor<const T> outputGradientTangent;
    std::span<const Tensor<T>> inputGradientTangents;

    // For operations with chance in them: which draw this is; nothing is random when it is 0.
    std::uint64_t draw = 0;
};

class Op {
public:
    explicit Op(OpKind kind)
        : kind_(kind)
        , name_(unroll::name(kind)) {}

    // An operation of one's own, by the name that messages give it.
    explicit Op(std::string_view name)
        : kind_(OpKind::Custom)
        , name_(name) {}

    Op(const Op&) = delete;
    Op& operator=(const Op&) = delete;
    virtual ~Op() = default;

    OpKind kind() const { return kind_; }
    const std::string& name() const { return name_; }

    // The shape of the result; throws ShapeError.
    virtual Shape outputShape(std::span<const Shape> operands) const = 0;

    // What backward needs of forward besides inputs and output.
    virtual Shape scratchShape(std::span<const Shape>) const { return {}; }

    // The result is a range of rows of the first operand, beginning here: no buffer of its own, forward has nothing to
    // do.
    virtual std::optional<Index> viewFromRow() const { return std::nullopt; }

    // Whether the result counts as a constant for all that is computed from it.
    virtual bool stopsGradient() const { return false; }

    // Whether this operand is a row of labels and not a matrix of numbers.
    virtual bool takesLabels(std::size_t) const { return false; }

    // Whether this operand may be a sparse input.
    virtual bool takesSparse(std::size_t) const { return false; }

    // Whether column j of the result, and of this operand's gradient, depends on column j of this operand alone, which
    // has as many columns. Whatever may be said of a single column in place of many does not count.
    virtual bool readsByColumn(std::size_t) const { return false; }

    // Which operand's gradient is computed with the transpose of this one, if any, of so many operands. Where this one
    // is a parameter and that one has a gradient, the tape transposes it, once for all that is done with it in a
    // backward pass.
    virtual std::optional<std::size_t> needsTransposeFor(std::size_t, std::size_t) const { return std::nullopt; }

    // The operand x with which the gradient of this one is outputGradient x^T, if any. A tape may add that itself,
    // together with those of other operations; there is no such gradient in backward's call then.
    virtual std::optional<std::size_t> gradientIsProductWith(std::size_t) const { return std::nullopt; }

    // Writes output (and scratch).
    virtual void forward(const OpCall<float>& call) const = 0;
    virtual void forward(const OpCall<double>& call) const = 0;

    // Adds to the wanted ones of inputGradients: J^T outputGradient.
    virtual void backward(const OpCall<float>& call) const = 0;
    virtual void backward(const OpCall<double>& call) const = 0;

    // Whether backward stores, and does not add, the gradients that are isFirst(). For an operation that does not look,
    // they are cleared beforehand.
    virtual bool storesFirst() const { return false; }

    // Whether backward reads the numbers of this operand, and those of the result; their memory may be used otherwise
    // when nobody does. Shapes can always be asked.
    virtual bool backwardReadsOperand(std::size_t) const { return true; }
    virtual bool backwardReadsOutput() const { return true; }

    // Writes outputTangent: J inputTangents.
    virtual void tangent(const OpCall<float>& call) const = 0;
    virtual void tangent(const OpCall<double>& call) const = 0;

    // Adds to the wanted ones of inputGradientTangents by how much what backward adds changes along the tangents:
    // J^T outputGradientTangent + dJ^T outputGradient, dJ the change of J along inputTangents. (Pearlmutter, Fast exact
    // multiplication by the Hessian, Neural Computation 6, 1994.) Throws std::logic_error where it is not written.
    virtual void backwardTangent(const OpCall<float>& call) const;
    virtual void backwardTangent(const OpCall<double>& call) const;

protected:
    [[noreturn]] void refuseBackwardTangent() const;

private:
    OpKind kind_;
    std::string name_;
};

// Lets an operation write its passes once, for any scalar: Derived has
//   template <typename T> void run(const OpCall<T>&) const;         forward
//   template <typename T> void runBackward(const OpCall<T>&) const; backward
//   template <typename T> void runTangent(const OpCall<T>&) const;  tangent
// and for second derivatives one of
//   static constexpr bool isLinear = true;                            in all its operands together: J is constant
//   template <typename T> void runCurvature(const OpCall<T>&) const;  adds dJ^T outputGradient to inputGradients
template <typename Derived>
class OpFor : public Op {
public:
    using Op::Op;

    void forward(const OpCall<float>& call) const override { self().run(call); }
    void forward(const OpCall<double>& call) const override { self().run(call); }
    void backward(const OpCall<float>& call) const override { self().runBackward(call); }
    void backward(const OpCall<double>& call) const override { self().runBackward(call); }
    void tangent(const OpCall<float>& call) const override { self().runTangent(call); }
    void tangent(const OpCall<double>& call) const override { self().runTangent(call); }
    void backwardTangent(const OpCall<float>& call) const override { runBackwardTangent(call); }
    void backwardTangent(const OpCall<double>& call) const override { runBackwardTangent(call); }

private:
    template <typename T>
    void runBackwardTangent(const OpCall<T>& call) const {
        OpCall<T> part = call;
        part.inputGradients = call.inputGradientTangents;
        part.firstWrites = {};
        if constexpr (requires { self().runCurvature(part); })
            self().runCurvature(part);
        else if constexpr (!requires { Derived::isLinear; })
            refuseBackwardTangent();
        part.outputGradient = call.outputGradientTangent;
        self().runBackward(part);
    }

    const Derived& self() const { return static_cast<const Derived&>(*this); }
};

} // namespace unroll
