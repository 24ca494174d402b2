// Every operation against central differences in double, by one table that the list of operations drives: an
// operation without a row fails.

#include "engine/autodiff/gradient_check.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <functional>
#include <set>

using namespace unroll;

namespace {

// A graph around one operation: its operands are parameters, or an input that asks for its gradient.
struct Case {
    OpKind kind;
    const char* what;
    std::function<Node(Graph&)> build;
};

Node parameter(Graph& graph, const char* name, Shape shape) { return graph.parameter(name, shape); }

Node withLabels(Graph& graph, Index classes, Index columns) {
    return softmaxCrossEntropy(parameter(graph, "logits", {classes, columns}), graph.labels("labels", columns));
}

const std::vector<Case>& cases() {
    static const std::vector<Case> table{
        {OpKind::MatrixProduct, "of two parameters",
         [](Graph& g) {
             return matrixProduct(parameter(g, "a", {3, 4}), parameter(g, "b", {4, 5}));
         }},
        {OpKind::MatrixProduct, "large enough for blocking",
         [](Graph& g) {
             return matrixProduct(parameter(g, "a", {20, 33}), parameter(g, "b", {33, 9}));
         }},
        {OpKind::MatrixProduct, "with itself",
         [](Graph& g) {
             const Node a = parameter(g, "a", {4, 4});
             return matrixProduct(a, a);
         }},
        {OpKind::MatrixProduct, "with an input that wants no gradient",
         [](Graph& g) {
             return matrixProduct(parameter(g, "a", {3, 4}), g.input("x", {4, 5}));
         }},
        {OpKind::Affine, "of a batch",
         [](Graph& g) {
             return affine(parameter(g, "w", {3, 4}), g.input("x", {4, 5}, true), parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of one column",
         [](Graph& g) {
             return affine(parameter(g, "w", {3, 4}), g.input("x", {4, 1}, true), parameter(g, "b", {3, 1}));
         }},
        {OpKind::Affine, "of a slice, whose columns are apart",
         [](Graph& g) {
             const Node x = sliceRows(g.input("x", {9, 5}, true), 2, 4);
             return affine(parameter(g, "w", {3, 4}), x, parameter(g, "b", {3, 1}));
         }},
        {OpKind::Add, "of two",
         [](Graph& g) {
             return add(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Add, "of slices",
         [](Graph& g) {
             const Node a = parameter(g, "a", {7, 4});
             return add(sliceRows(a, 0, 3), sliceRows(a, 2, 3));
         }},
        {OpKind::Subtract, "of two",
         [](Graph& g) {
             return subtract(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Subtract, "from itself twice",
         [](Graph& g) {
             const Node a = parameter(g, "a", {3, 4});
             return subtract(subtract(multiply(a, a), a), a);
         }},
        {OpKind::Multiply, "of two",
         [](Graph& g) {
             return multiply(parameter(g, "a", {3, 4}), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Multiply, "with itself",
         [](Graph& g) {
             const Node a = parameter(g, "a", {3, 4});
             return multiply(a, a);
         }},
        {OpKind::Multiply, "of a slice",
         [](Graph& g) {
             return multiply(sliceRows(parameter(g, "a", {5, 4}), 1, 3), parameter(g, "b", {3, 4}));
         }},
        {OpKind::Scale, "by a negative number",
         [](Graph& g) {
             return scale(parameter(g, "a", {3, 4}), -2.5);
         }},
        {OpKind::Tanh, "of a matrix",
         [](Graph& g) {
             return tanh(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Tanh, "of a slice",
         [](Graph& g) {
             return tanh(sliceRows(parameter(g, "a", {5, 4}), 1, 3));
         }},
        {OpKind::Relu, "of a matrix",
         [](Graph& g) {
             return relu(parameter(g, "a", {6, 4}));
         }},
        {OpKind::Identity, "of a matrix",
         [](Graph& g) {
             return identity(parameter(g, "a", {3, 4}));
         }},
        {OpKind::Sigmoid, "of a matrix",
         [](Graph& g) {
             return sigmoid(parameter(g, "a", {3, 4}));
         }},
        {OpKind::SliceRows, "from the middle",
         [](Graph& g) {
             return sliceRows(parameter(g, "a", {6, 4}), 2, 3);
         }},
        {OpKind::SliceRows, "of a slice",
         [](Graph& g) {
             return sliceRows(sliceRows(parameter(g, "a", {8, 4}), 2, 5), 1, 3);
         }},
        {OpKind::SliceRows, "overlapping another",
         [](Graph& g) {
             const Node a = tanh(parameter(g, "a", {6, 4}));
             return multiply(sliceRows(a, 0, 4), sliceRows(a, 2, 4));
         }},
        {OpKind::Mean, "of a matrix",
         [](Graph& g) {
             return mean(parameter(g, "a", {3, 4}));
         }},
        {OpKind::SoftmaxCrossEntropy, "of ten classes", [](Graph& g) { return withLabels(g, 10, 6); }},
        {OpKind::SoftmaxCrossEntropy, "of two classes", [](Graph& g) { return withLabels(g, 2, 1); }},
        {OpKind::SoftmaxCrossEntropy, "as a mean", [](Graph& g) { return mean(withLabels(g, 5, 7)); }},
    };
    return table;
}

// A number of a size between 0.1 and 1.1, so that relu's corner is further away than the differences reach.
double someNumber(Random& random) { return (random.below(2) ? 1 : -1) * random.uniform(0.1, 1.1); }

void fill(std::span<double> values, Random& random) {
    for (double& value : values)
        value = someNumber(random);
}

// A case with numbers in it.
struct Filled {
    explicit Filled(const Case& c)
        : root(c.build(graph))
        , parameters(graph.parameterBlockSize()) {
        Random random(7);
        fill(parameters.span(), random);
        tape.emplace(graph, root, parameters.span());
        for (const std::size_t index : tape->order()) {
            const Node node = graph.node(index);
            const NodeRecord& record = graph.record(index);
            if (record.kind == NodeKind::Input)
                fill({tape->input(node).data(), static_cast<std::size_t>(record.shape.size())}, random);
            if (record.kind == NodeKind::Labels)
                for (std::int32_t& label : tape->labels(node))
                    label = static_cast<std::int32_t>(random.below(2));
        }
        cotangent.resize(static_cast<std::size_t>(root.shape().size()));
        fill(cotangent, random);
    }

    Graph graph;
    Node root;
    Arena<double> parameters;
    std::optional<Tape<double>> tape;
    std::vector<double> cotangent;
};

} // namespace

class TestGradientCheck : public QObject {
    Q_OBJECT

    void rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::addRow("%s %s", name(cases()[i].kind).data(), cases()[i].what) << static_cast<int>(i);
    }

    static const Case& row() {
        QFETCH(int, index);
        return cases()[static_cast<std::size_t>(index)];
    }

private slots:
    void everyOperationHasARow() {
        std::set<OpKind> checked;
        for (const Case& c : cases()) {
            // The row really uses the operation it is filed under.
            Graph graph;
            c.build(graph);
            bool used = false;
            for (std::size_t i = 0; i < graph.size(); ++i)
                used |= graph.record(i).op && graph.record(i).op->kind() == c.kind;
            QVERIFY2(used, c.what);
            checked.insert(c.kind);
        }
        for (int kind = 0; kind < static_cast<int>(OpKind::Count); ++kind)
            QVERIFY2(checked.contains(static_cast<OpKind>(kind)), name(static_cast<OpKind>(kind)).data());
    }

    void backwardAgreesWithDifferences_data() { rows(); }
    void backwardAgreesWithDifferences() {
        Filled filled(row());
        const auto checks =
            checkGradients(filled.graph, *filled.tape, filled.root, filled.parameters.span(), filled.cotangent);
        QVERIFY(!checks.empty());
        for (const GradientCheck& check : checks)
            QVERIFY2(check.error <= 1e-6, qPrintable(QStringLiteral("%1[%2]: backward %3, differences %4, error %5")
                                                         .arg(QString::fromStdString(check.node))
                                                         .arg(check.element)
                                                         .arg(check.backward)
                                                         .arg(check.difference)
                                                         .arg(check.error)));
    }

    void backwardAddsToWhatIsThere_data() { rows(); }
    void backwardAddsToWhatIsThere() {
        Filled filled(row());
        Tape<double>& tape = *filled.tape;
        tape.forward();
        tape.backward(filled.cotangent);
        const std::span<double> block = tape.parameterGradients();
        const std::vector<double> once(block.begin(), block.end());
        std::fill(block.begin(), block.end(), 1000.0);
        tape.backward(filled.cotangent);
        for (const Node parameter : filled.graph.parameters()) {
            const auto offset = static_cast<std::size_t>(filled.graph.record(parameter).parameterOffset);
            for (std::size_t i = offset; i < offset + static_cast<std::size_t>(parameter.shape().size()); ++i)
                QVERIFY(std::abs(block[i] - 1000 - once[i]) < 1e-9);
        }
    }

    void aWrongGradientIsFound() {
        // The parameters the check moves are not the ones the tape reads: the differences are zero.
        Filled filled(cases().front());
        Arena<double> others(filled.graph.parameterBlockSize());
        const auto checks = checkGradients(filled.graph, *filled.tape, filled.root, others.span(), filled.cotangent);
        QVERIFY(checks.front().error > 0.5);
    }

    void aGradientThatIsNotFiniteIsFound() {
        Filled filled(cases().front());
        filled.parameters.span()[0] = std::numeric_limits<double>::quiet_NaN();
        const auto checks =
            checkGradients(filled.graph, *filled.tape, filled.root, filled.parameters.span(), filled.cotangent);
        QVERIFY(std::isinf(checks.front().error) || std::isinf(checks.back().error));
    }
};

QTEST_APPLESS_MAIN(TestGradientCheck)
#include "tst_gradient_check.moc"
