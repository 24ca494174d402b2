#include "engine/ops/matrix.h"

#include "engine/ops/sparse_kernel.h"
#include "engine/tensor/product_kernel.h"

namespace unroll {
namespace {

// y = w0 x0 + w1 x1 + ... and perhaps + b; the operands are w0, x0, w1, x1, ..., b.
class Products : public OpFor<Products> {
public:
    Products(OpKind kind, std::vector<bool> isZero)
        : OpFor(kind)
        , hasBias_(kind == OpKind::Affine)
        , isZero_(std::move(isZero)) {}

    Shape outputShape(std::span<const Shape> operands) const override {
        const Shape shape{operands[0].rows, operands[1].columns};
        for (std::size_t w = 0; w + 1 < operands.size(); w += 2) {
            const std::size_t x = w + 1;
            if (operands[w].columns != operands[x].rows)
                throw ShapeError(name(), operands, "a weight needs as many columns as its input has rows");
            if (Shape{operands[w].rows, operands[x].columns} != shape)
                throw ShapeError(name(), operands, "all products need the same shape");
        }
        if (hasBias_ && operands.back() != Shape{shape.rows, 1})
            throw ShapeError(name(), operands, "the bias needs one column and as many rows as the weights");
        return shape;
    }

    bool storesFirst() const override { return true; }
    bool readsByColumn(std::size_t operand) const override { return operand % 2 == 1; }
    bool backwardReadsOutput() const override { return false; }

    bool takesSparse(std::size_t operand) const override { return operand % 2 == 1; }

    std::optional<std::size_t> needsTransposeFor(std::size_t operand, std::size_t count) const override {
        return operand % 2 == 0 && operand + 1 < count ? std::optional(operand + 1) : std::nullopt;
    }

    std::optional<std::size_t> gradientIsProductWith(std::size_t operand) const override {
        const bool isWeight = operand % 2 == 0 && operand + 1 < isZero_.size();
        return isWeight && !isZero_[operand + 1] ? std::optional(operand + 1) : std::nullopt;
    }

    // y [m x n] = w [m x k] x [k x n] + ... + b [m x 1] in every column
    template <typename T>
    void run(const OpCall<T>& call) const {
        const std::size_t first = begin(call);
        for (std::size_t w = 0; w < weights(call); w += 2) {
            if (!call.inputs[w + 1])
                addSparseProduct(call.output, call.inputs[w], *call.sparse);
            else if (w != first && !isZero_[w + 1])
                addProduct(call.output, call.inputs[w], call.inputs[w + 1]);
        }
    }

    // dw += dy x^T, dx += w^T dy, db [m x 1] += the sum of dy's columns
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        for (std::size_t w = 0; w < weights(call); w += 2) {
            if (call.isFirst(w))
                call.inputGradients[w].matrix().setZero();
            if (call.inputGradients[w] && !isZero_[w + 1])
                addWeightGradient(call, w);
            if (call.inputGradients[w + 1])
                addInputGradient(call, w);
        }
        if (hasBias_ && call.inputGradients.back()) {
            auto db = call.inputGradients.back().matrix().col(0);
            if (call.isFirst(call.inputs.size() - 1))
                db.setZero();
            for (Index j = 0; j < call.outputGradient.columns(); ++j)
                db += call.outputGradient.matrix().col(j);
        }
    }

    // ty = tw x + w tx + ... + tb
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        auto ty = call.outputTangent.matrix();
        ty.setZero();
        if (hasBias_ && call.inputTangents.back())
            ty.colwise() += call.inputTangents.back().matrix().col(0);
        for (std::size_t w = 0; w < weights(call); w += 2) {
            if (call.inputTangents[w] && call.inputs[w + 1])
                addProduct<T>(call.outputTangent, call.inputTangents[w], call.inputs[w + 1]);
            else if (call.inputTangents[w])
                addSparseProduct(call.outputTangent, call.inputTangents[w], *call.sparse);
            if (call.inputTangents[w + 1])
                addProduct<T>(call.outputTangent, call.inputs[w], call.inputTangents[w + 1]);
        }
    }

    // dw += dy tx^T, dx += tw^T dy
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        for (std::size_t w = 0; w < weights(call); w += 2) {
            if (call.inputGradients[w] && call.inputTangents[w + 1])
                addProductWithTransposed<T>(call.inputGradients[w], call.outputGradient, call.inputTangents[w + 1]);
            if (call.inputGradients[w + 1] && call.inputTangents[w])
                call.inputGradients[w + 1].matrix().noalias() +=
                    call.inputTangents[w].matrix().transpose() * call.outputGradient.matrix();
        }
    }

private:
    // Behind the last weight.
    template <typename T>
    std::size_t weights(const OpCall<T>& call) const {
        return call.inputs.size() - (hasBias_ ? 1 : 0);
    }

    // The bias and the first product that is dense and not with a constant zero, in one pass over the output. Returns
    // that product's weight; behind the last when there is none.
    template <typename T>
    std::size_t begin(const OpCall<T>& call) const {
        std::size_t w = 0;
        while (w < weights(call) && (!call.inputs[w + 1] || isZero_[w + 1]))
            w += 2;
        const bool dense = w < weights(call);
        if (dense && hasBias_)
            setProduct(call.output, call.inputs[w], call.inputs[w + 1], call.inputs.back());
        else if (dense)
            setProduct(call.output, call.inputs[w], call.inputs[w + 1]);
        else if (hasBias_)
            call.output.matrix().colwise() = call.inputs.back().matrix().col(0);
        else
            call.output.matrix().setZero();
        return w;
    }

    template <typename T>
    void addWeightGradient(const OpCall<T>& call, std::size_t w) const {
        if (call.inputs[w + 1])
            addProductWithTransposed<T>(call.inputGradients[w], call.outputGradient, call.inputs[w + 1]);
        else
            addProductWithTransposed<T>(call.inputGradients[w], call.outputGradient, *call.sparse);
    }

    template <typename T>
    void addInputGradient(const OpCall<T>& call, std::size_t w) const {
        const auto dx = call.inputGradients[w + 1];
        if (call.inputTransposes[w] && call.isFirst(w + 1))
            setProduct<T>(dx, call.inputTransposes[w], call.outputGradient);
        else if (call.inputTransposes[w])
            addProduct<T>(dx, call.inputTransposes[w], call.outputGradient);
        else if (call.isFirst(w + 1))
            dx.matrix().noalias() = call.inputs[w].matrix().transpose() * call.outputGradient.matrix();
        else
            dx.matrix().noalias() += call.inputs[w].matrix().transpose() * call.outputGradient.matrix();
    }

    bool hasBias_;
    std::vector<bool> isZero_; // for each operand: whether it is a constant zero
};

Node products(OpKind kind, std::span<const Node> operands) {
    std::vector<bool> zeros;
    for (const Node operand : operands)
        zeros.push_back(isZero(operand));
    return operands.front().graph().apply(std::make_unique<Products>(kind, std::move(zeros)), operands);
}

} // namespace

Node matrixProduct(Node a, Node b) { return products(OpKind::MatrixProduct, std::array{a, b}); }

Node affine(std::span<const Product> terms, Node bias) {
    if (terms.empty())
        throw std::invalid_argument("affine: there must be at least one product.");
    std::vector<Node> operands;
    for (const Product& term : terms)
        operands.insert(operands.end(), {term.weight, term.input});
    operands.push_back(bias);
    return products(OpKind::Affine, operands);
}

Node affine(Node w, Node x, Node b) { return affine(std::array{Product{w, x}}, b); }

} // namespace unroll
