#include "engine/ops/matrix.h"

#include "engine/autodiff/tape.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduction.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <functional>

using namespace unroll;

namespace {

constexpr Index hidden = 19, pixels = 30, images = 7;

enum class Input { Dense, Sparse };

// Builds the root from the pixels [pixels x images].
using Build = std::function<Node(Graph&, Node x)>;

// One graph with its pixels dense or sparse, the same numbers in both, gone through all passes.
struct Run {
    Run(const Build& build, Input kind)
        : x(kind == Input::Sparse ? graph.sparseInput("x", {pixels, images}) : graph.input("x", {pixels, images}))
        , root(build(graph, x))
        , parameters(graph.parameterBlockSize())
        , tape(graph, root, parameters.span(), Passes::All) {
        Random random(3);
        for (double& parameter : parameters.span())
            parameter = random.uniform(-1, 1);
        for (double& direction : tape.parameterTangents())
            direction = random.uniform(-1, 1);
        for (Index j = 0; j < images; ++j)
            fill(j, random);
        tape.forward();
        std::vector<double> seed(static_cast<std::size_t>(root.shape().size()));
        for (double& element : seed)
            element = random.uniform(-1, 1);
        tape.backward(seed);
        tape.jvp();
    }

    void fill(Index j, Random& random) {
        std::vector<SparseElement<double>> inked;
        for (std::uint32_t i = 0; i < pixels; ++i)
            if (random.uniform() < 0.3)
                inked.push_back({i, random.uniform()});
        if (graph.record(x).kind == NodeKind::SparseInput)
            tape.sparseInput(x).appendColumn(
                [&](SparseElement<double>* first) { return std::copy(inked.begin(), inked.end(), first); });
        else
            for (const auto& [row, value] : inked)
                tape.input(x)(row, j) = value;
    }

    Graph graph;
    Node x;
    Node root;
    Arena<double> parameters;
    Tape<double> tape;
};

bool close(std::span<const double> a, std::span<const double> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double left, double right) { return std::abs(left - right) < 1e-12; });
}

std::span<const double> elements(Tensor<const double> tensor) {
    return {tensor.data(), static_cast<std::size_t>(tensor.shape().size())};
}

Product productOf(Graph& g, const char* name, Node x) { return {g.parameter(name, {hidden, x.shape().rows}), x}; }

const std::vector<std::pair<const char*, Build>>& builds() {
    static const std::vector<std::pair<const char*, Build>> table{
        {"a product",
         [](Graph& g, Node x) {
             return matrixProduct(g.parameter("w", {hidden, pixels}), x);
         }},
        {"with a bias",
         [](Graph& g, Node x) {
             return affine(g.parameter("w", {hidden, pixels}), x, g.vectorParameter("b", hidden));
         }},
        {"before another product",
         [](Graph& g, Node x) {
             const Node h = tanh(g.parameter("h", {4, images}));
             return affine(std::array{productOf(g, "w", x), productOf(g, "u", h)}, g.vectorParameter("b", hidden));
         }},
        {"after another product",
         [](Graph& g, Node x) {
             const Node h = tanh(g.parameter("h", {4, images}));
             return affine(std::array{productOf(g, "u", h), productOf(g, "w", x)}, g.vectorParameter("b", hidden));
         }},
        {"beside a state of zeros",
         [](Graph& g, Node x) {
             const Node h = g.constant("h", {4, images}, 0);
             return affine(std::array{productOf(g, "w", x), productOf(g, "u", h)}, g.vectorParameter("b", hidden));
         }},
        {"with one weight twice",
         [](Graph& g, Node x) {
             const Node w = g.parameter("w", {hidden, pixels});
             return tanh(affine(std::array{Product{w, x}, Product{w, g.parameter("y", {pixels, images})}},
                                g.vectorParameter("b", hidden)));
         }},
        {"with a weight that is computed",
         [](Graph& g, Node x) {
             return matrixProduct(tanh(g.parameter("w", {hidden, pixels})), x);
         }},
    };
    return table;
}

} // namespace

class TestMatrix : public QObject {
    Q_OBJECT

private slots:
    void sparsePixelsCountAsDenseOnes_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < builds().size(); ++i)
            QTest::newRow(builds()[i].first) << static_cast<int>(i);
    }
    void sparsePixelsCountAsDenseOnes() {
        QFETCH(int, index);
        const Build& build = builds()[static_cast<std::size_t>(index)].second;
        Run dense(build, Input::Dense);
        Run sparse(build, Input::Sparse);
        QVERIFY(close(elements(dense.tape.value(dense.root)), elements(sparse.tape.value(sparse.root))));
        QVERIFY(close(dense.tape.parameterGradients(), sparse.tape.parameterGradients()));
        QVERIFY(close(elements(dense.tape.tangent(dense.root)), elements(sparse.tape.tangent(sparse.root))));
        QVERIFY(!close(elements(sparse.tape.value(sparse.root)),
                       std::vector<double>(static_cast<std::size_t>(sparse.root.shape().size()))));
    }

    void aStateOfZerosAddsNothing() {
        Graph g;
        const Node x = g.parameter("x", {3, 2});
        const Node w = g.parameter("w", {5, 3});
        const Node u = g.parameter("u", {5, 4});
        const Node b = g.vectorParameter("b", 5);
        const Node zeros = g.constant("zeros", {4, 2}, 0);
        const Node alone = affine(w, x, b);
        const Node both = affine(std::array{Product{w, x}, Product{u, zeros}}, b);
        Arena<double> parameters(g.parameterBlockSize());
        Random random(2);
        for (double& parameter : parameters.span())
            parameter = random.uniform(-1, 1);
        Tape<double> one(g, alone, parameters.span());
        Tape<double> two(g, both, parameters.span());
        one.forward();
        two.forward();
        QVERIFY(std::ranges::equal(elements(one.value(alone)), elements(two.value(both))));
        two.backward(std::vector<double>(10, 1.0));
        for (const double gradient : elements(two.gradient(u)))
            QCOMPARE(gradient, 0.0);
    }

    void backwardTakesTheWeightsOfItsForward() {
        // The transposes that backward keeps are made anew when the weights have moved.
        Graph g;
        const Node x = g.variable("x", {3, 2});
        const Node w = g.parameter("w", {4, 3});
        const Node root = sum(matrixProduct(w, x));
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        for (const double weight : {1.0, -3.0}) {
            parameterIn(parameters.span(), w).matrix().setConstant(weight);
            tape.resetGradients();
            tape.forward();
            tape.backward();
            for (const double gradient : elements(tape.gradient(x)))
                QCOMPARE(gradient, 4 * weight);
        }
    }

    void aSumOfProductsNeedsAProduct() {
        Graph g;
        QVERIFY_EXCEPTION_THROWN(affine({}, g.vectorParameter("b", 3)), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestMatrix)
#include "tst_matrix.moc"
