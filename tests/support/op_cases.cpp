#include "tests/support/op_cases.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/by_columns.h"
#include "engine/ops/dropout.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/fused_arithmetic.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/ops/softmax.h"

namespace unroll {
namespace {

// What an operation's operands are made with. What has a gradient is a leaf, whose gradient adds up over passes, or is
// computed, and has a gradient that a backward is the first of a pass to write.
class Operands {
public:
    Operands(Graph& graph, bool computed)
        : graph_(graph)
        , computed_(computed) {}

    Node parameter(const char* name, Shape shape) { return made(graph_.parameter(name, shape)); }
    Node input(const char* name, Shape shape, bool needsGradient = false) {
        const Node node = graph_.input(name, shape, needsGradient);
        return needsGradient ? made(node) : node;
    }
    Node constant(const char* name, Shape shape, double value) { return graph_.constant(name, shape, value); }
    Node labels(const char* name, Index columns) { return graph_.labels(name, columns); }

private:
    Node made(Node leaf) { return computed_ ? scale(leaf, 1) : leaf; }

    Graph& graph_;
    bool computed_;
};

Node parameter(Operands& operands, const char* name, Shape shape) { return operands.parameter(name, shape); }

Node withLabels(Operands& g, Index classes, Index columns) {
    return softmaxCrossEntropy(parameter(g, "logits", {classes, columns}), g.labels("labels", columns));
}

// An operation as somebody writes it who uses the engine.
class Sine : public OpFor<Sine> {
public:
    Sine()
        : OpFor("sine") {}

    Shape outputShape(std::span<const Shape> operands) const override { return operands[0]; }

    template <typename T>
    void run(const OpCall<T>& call) const {
        byColumns([](auto y, auto a) { y = a.sin(); }, call.output, call.inputs[0]);
    }
    template <typename T>
    void runBackward(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto a) { da += dy * a.cos(); }, call.inputGradients[0], call.outputGradient,
                  call.inputs[0]);
    }
    template <typename T>
    void runTangent(const OpCall<T>& call) const {
        byColumns([](auto ty, auto ta, auto a) { ty = ta * a.cos(); }, call.outputTangent, call.inputTangents[0],
                  call.inputs[0]);
    }
    template <typename T>
    void runCurvature(const OpCall<T>& call) const {
        byColumns([](auto da, auto dy, auto ta, auto a) { da -= dy * ta * a.sin(); }, call.inputGradients[0],
                  call.outputGradient, call.inputTangents[0], call.inputs[0]);
    }
};

Node sine(Node a) { return a.graph().apply(std::make_unique<Sine>(), std::array{a}); }

// Numbers away from zero and above it.
Node away(Node a) { return add(square(a), a.graph().constant("half", a.shape(), 0.5)); }

struct Row {
    OpKind kind;
    const char* what;
    std::function<Node(Operands&)> build;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> table{
        {OpKind::MatrixProduct, "of two parameters",
         [](Operands& g) {
             return matrixProduct(parameter(g, "a", {3, 4}), parameter(g, "b", {4, 5}));
         }},
        {OpKind::MatrixProduct, "large enough for blocking",
         [](Operands& g) {
             return matrixProduct(parameter(g, "a", {20, 33}), parameter(g, "b", {33, 9}));
         }},
        {OpKind::MatrixProduct, "with itself",
         [](Operands& g) {
             const Node a = parameter(g, "a", {4, 4});
             return matrixProduct(a, a);
         }},
        {OpKind::MatrixProduct, "with an input that wants no gradient",
         [](Operands& g) {
             return matrixProduct(parameter(g, "a", {3, 4}), g.input("x", {4, 5}));
         }},
        {OpKind::Affine, "of a batch",
         [](Operands& g) {
             return affine(parameter(g, "w", {3, 4}), g.input("x", {4, 5}, true), parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of one column",
         [](Operands& g) {
             return affine(parameter(g, "w", {3, 4}), g.input("x", {4, 1}, true), parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of a slice, whose columns are apart",
         [](Operands& g) {
             const Node x = sliceRows(g.input("x", {9, 5}, true), 2, 4);
             return affine(parameter(g, "w", {3, 4}), x, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of several products",
         [](Operands& g) {
             const Product first{parameter(g, "w", {3, 4}), parameter(g, "x", {4, 5})};
             const Product second{parameter(g, "u", {3, 2}), tanh(parameter(g, "h", {2, 5}))};
             const Product third{parameter(g, "v", {3, 6}), g.input("y", {6, 5}, true)};
             return affine(std::array{first, second, third}, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "with an input of zeros",
         [](Operands& g) {
             const Product zero{parameter(g, "u", {3, 2}), g.constant("zeros", {2, 5}, 0)};
             const Product first{parameter(g, "w", {3, 4}), parameter(g, "x", {4, 5})};
             return affine(std::array{first, zero, zero}, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "with an input of zeros at first",
         [](Operands& g) {
             const Product zero{parameter(g, "u", {3, 2}), g.constant("zeros", {2, 5}, 0)};
             const Product second{parameter(g, "w", {3, 4}), parameter(g, "x", {4, 5})};
             return affine(std::array{zero, second}, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "with weights that are computed",
         [](Operands& g) {
             const Product first{tanh(parameter(g, "w", {3, 4})), parameter(g, "x", {4, 5})};
             const Product second{sliceRows(parameter(g, "u", {5, 2}), 1, 3), parameter(g, "h", {2, 5})};
             return affine(std::array{first, second}, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of one parameter in two products",
         [](Operands& g) {
             const Node w = parameter(g, "w", {4, 4});
             const Node x = tanh(affine(w, parameter(g, "x", {4, 5}), parameter(g, "b", {4, 1})));
             return affine(std::array{Product{w, x}, Product{w, tanh(x)}}, parameter(g, "c", {4, 1}));
         }},
        {OpKind::Add, "of two",
         [](Operands& g) {
             return add(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Add, "of slices",
         [](Operands& g) {
             const Node a = parameter(g, "a", {7, 4});
             return add(sliceRows(a, 0, 3), sliceRows(a, 2, 3));
         }},
        {OpKind::Subtract, "of two",
         [](Operands& g) {
             return subtract(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Subtract, "from itself twice",
         [](Operands& g) {
             const Node a = parameter(g, "a", {3, 4});
             return subtract(subtract(multiply(a, a), a), a);
         }},
        {OpKind::Multiply, "of two",
         [](Operands& g) {
             return multiply(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Multiply, "with itself",
         [](Operands& g) {
             const Node a = parameter(g, "a", {3, 4});
             return multiply(a, a);
         }},
        {OpKind::Multiply, "of a slice",
         [](Operands& g) {
             return multiply(sliceRows(parameter(g, "a", {5, 4}), 1, 3), parameter(g, "b", {3, 4}));
         }},
        {OpKind::MultiplyAdd, "of three",
         [](Operands& g) {
             return multiplyAdd(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}), parameter(g, "c", {3, 4}));
         }},
        {OpKind::MultiplyAdd, "of four",
         [](Operands& g) {
             return multiplyAdd(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}), parameter(g, "c", {3, 4}),
                                parameter(g, "d", {3, 4}));
         }},
        {OpKind::MultiplyAdd, "of one operand in all places",
         [](Operands& g) {
             const Node a = tanh(parameter(g, "a", {3, 4}));
             return multiplyAdd(a, a, a);
         }},
        {OpKind::MultiplyAdd, "of slices and inputs that want no gradient",
         [](Operands& g) {
             const Node a = tanh(parameter(g, "a", {7, 4}));
             return multiplyAdd(sliceRows(a, 0, 3), g.input("x", {3, 4}), g.input("y", {3, 4}), sliceRows(a, 2, 3));
         }},
        {OpKind::Lerp, "of three",
         [](Operands& g) {
             return lerp(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}), parameter(g, "t", {3, 4}));
         }},
        {OpKind::Lerp, "of one operand in all places",
         [](Operands& g) {
             const Node a = tanh(parameter(g, "a", {3, 4}));
             return lerp(a, a, a);
         }},
        {OpKind::Lerp, "of slices to an input that wants no gradient",
         [](Operands& g) {
             const Node a = tanh(parameter(g, "a", {7, 4}));
             return lerp(sliceRows(a, 0, 3), g.input("x", {3, 4}), sliceRows(a, 2, 3));
         }},
        {OpKind::Scale, "by a negative number",
         [](Operands& g) {
             return scale(parameter(g, "a", {3, 4}), -2.5);
         }},
        {OpKind::Tanh, "of a matrix",
         [](Operands& g) {
             return tanh(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Tanh, "of a slice",
         [](Operands& g) {
             return tanh(sliceRows(parameter(g, "a", {5, 4}), 1, 3));
         }},
        {OpKind::Relu, "of a matrix",
         [](Operands& g) {
             return relu(parameter(g, "a", {6, 4}));
         }},
        {OpKind::Identity, "of a matrix",
         [](Operands& g) {
             return identity(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Sigmoid, "of a matrix",
         [](Operands& g) {
             return sigmoid(parameter(g, "a", {3, 4}));
         }},
        {OpKind::SliceRows, "from the middle",
         [](Operands& g) {
             return sliceRows(parameter(g, "a", {6, 4}), 2, 3);
         }},
        {OpKind::SliceRows, "of a slice",
         [](Operands& g) {
             return sliceRows(sliceRows(parameter(g, "a", {8, 4}), 2, 5), 1, 3);
         }},
        {OpKind::SliceRows, "overlapping another",
         [](Operands& g) {
             const Node a = tanh(parameter(g, "a", {6, 4}));
             return multiply(sliceRows(a, 0, 4), sliceRows(a, 2, 4));
         }},
        {OpKind::Add, "of a column to a batch",
         [](Operands& g) {
             return add(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 1}));
         }},
        {OpKind::Subtract, "of a batch from a column",
         [](Operands& g) {
             return subtract(parameter(g, "a", {3, 1}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Multiply, "of a column with a batch",
         [](Operands& g) {
             return multiply(parameter(g, "a", {3, 1}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Multiply, "of a batch with an input that wants no gradient",
         [](Operands& g) {
             return multiply(parameter(g, "a", {3, 4}), g.input("x", {3, 1}));
         }},
        {OpKind::Divide, "of two",
         [](Operands& g) {
             return divide(parameter(g, "a", {3, 4}), away(parameter(g, "b", {3, 4})));
         }},
        {OpKind::Divide, "by a column",
         [](Operands& g) {
             return divide(parameter(g, "a", {3, 4}), away(parameter(g, "b", {3, 1})));
         }},
        {OpKind::Divide, "of a slice by itself squared",
         [](Operands& g) {
             const Node a = sliceRows(away(parameter(g, "a", {5, 4})), 1, 3);
             return divide(a, square(a));
         }},
        {OpKind::Exp, "of a matrix",
         [](Operands& g) {
             return exp(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Log, "of a matrix",
         [](Operands& g) {
             return log(away(parameter(g, "a", {3, 4})));
         }},
        {OpKind::Square, "of a matrix",
         [](Operands& g) {
             return square(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Dropout, "of a matrix",
         [](Operands& g) {
             return dropout(parameter(g, "a", {5, 6}), 0.4, 3);
         }},
        {OpKind::StopGradient, "of a constant beside a parameter",
         [](Operands& g) {
             return multiply(parameter(g, "a", {3, 4}), stopGradient(g.input("x", {3, 4})));
         }},
        {OpKind::Concatenate, "of three",
         [](Operands& g) {
             const std::array parts{parameter(g, "a", {3, 4}), g.input("x", {1, 4}), parameter(g, "b", {2, 4})};
             return concatenate(parts);
         }},
        {OpKind::Concatenate, "of one thing twice",
         [](Operands& g) {
             const Node a = parameter(g, "a", {3, 4});
             const std::array parts{a, sliceRows(a, 1, 2)};
             return concatenate(parts);
         }},
        {OpKind::Transpose, "of a matrix",
         [](Operands& g) {
             return transpose(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Transpose, "of a slice",
         [](Operands& g) {
             return transpose(sliceRows(parameter(g, "a", {5, 4}), 1, 3));
         }},
        {OpKind::Sum, "of all",
         [](Operands& g) {
             return sum(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Sum, "over rows",
         [](Operands& g) {
             return sum(parameter(g, "a", {3, 4}), Over::Rows);
         }},
        {OpKind::Sum, "over columns",
         [](Operands& g) {
             return sum(parameter(g, "a", {3, 4}), Over::Columns);
         }},
        {OpKind::Mean, "of all",
         [](Operands& g) {
             return mean(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Mean, "over rows",
         [](Operands& g) {
             return mean(parameter(g, "a", {3, 4}), Over::Rows);
         }},
        {OpKind::Mean, "over columns of a slice",
         [](Operands& g) {
             return mean(sliceRows(parameter(g, "a", {5, 4}), 1, 3), Over::Columns);
         }},
        {OpKind::Softmax, "of a matrix",
         [](Operands& g) {
             return softmax(parameter(g, "a", {4, 3}));
         }},
        {OpKind::SoftmaxCrossEntropy, "of ten classes", [](Operands& g) { return withLabels(g, 10, 6); }},
        {OpKind::SoftmaxCrossEntropy, "of two classes", [](Operands& g) { return withLabels(g, 2, 1); }},
        {OpKind::SoftmaxCrossEntropy, "as a mean", [](Operands& g) { return mean(withLabels(g, 5, 7)); }},
        {OpKind::Custom, "sine",
         [](Operands& g) {
             return sine(parameter(g, "a", {3, 4}));
         }},
    };
    return table;
}

} // namespace

const std::vector<OpCase>& opCases() {
    static const std::vector<OpCase> cases = [] {
        std::vector<OpCase> made;
        for (const Row& row : rows())
            for (const bool computed : {false, true})
                made.push_back({row.kind, row.what + std::string(computed ? ", computed operands" : ""),
                                [&row, computed](Graph& graph) {
                                    Operands operands(graph, computed);
                                    return row.build(operands);
                                }});
        return made;
    }();
    return cases;
}

void fillWithNumbers(std::span<double> values, Random& random) {
    for (double& value : values)
        value = (random.below(2) ? 1 : -1) * random.uniform(0.1, 1.1);
}

void fillInputs(Graph& graph, Tape<double>& tape, Random& random) {
    for (const std::size_t index : tape.order()) {
        const Node node = graph.node(index);
        const NodeRecord& record = graph.record(index);
        if (record.kind == NodeKind::Input)
            fillWithNumbers({tape.input(node).data(), static_cast<std::size_t>(record.shape.size())}, random);
        if (record.kind == NodeKind::Labels)
            for (std::int32_t& label : tape.labels(node))
                label = static_cast<std::int32_t>(random.below(2));
    }
}

} // namespace unroll
