#include "engine/autodiff/graph.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"

#include <QTest>

using namespace unroll;

namespace {

using Build = std::function<void(Graph&)>;

struct Misfit {
    const char* row;
    Build build;
    std::vector<const char*> named; // what the message must name
};

// An operation of one's own, which wants a square.
class Cube : public OpFor<Cube> {
public:
    Cube()
        : OpFor("cube") {}

    Shape outputShape(std::span<const Shape> operands) const override {
        if (operands[0].rows != operands[0].columns)
            throw ShapeError(name(), operands, "it must be square");
        return operands[0];
    }
    template <typename T>
    void run(const OpCall<T>&) const {}
    template <typename T>
    void runBackward(const OpCall<T>&) const {}
    template <typename T>
    void runTangent(const OpCall<T>&) const {}
};

Node cube(Graph& graph, Node a) { return graph.apply(std::make_unique<Cube>(), std::array{a}); }

Node matrix(Graph& graph, Index rows, Index columns) { return graph.parameter("p", {rows, columns}); }

const std::vector<Misfit>& misfits() {
    static const std::vector<Misfit> table{
        {"matrix product",
         [](Graph& g) { matrixProduct(matrix(g, 3, 4), matrix(g, 5, 6)); },
         {"matrix_product", "3 x 4", "5 x 6"}},
        {"affine",
         [](Graph& g) { affine(matrix(g, 3, 4), matrix(g, 5, 6), matrix(g, 3, 1)); },
         {"affine", "3 x 4", "5 x 6"}},
        {"affine's bias",
         [](Graph& g) { affine(matrix(g, 3, 4), matrix(g, 4, 6), matrix(g, 4, 1)); },
         {"affine", "4 x 1", "bias"}},
        {"add", [](Graph& g) { add(matrix(g, 3, 4), matrix(g, 4, 3)); }, {"add", "3 x 4", "4 x 3"}},
        {"subtract", [](Graph& g) { subtract(matrix(g, 3, 4), matrix(g, 4, 1)); }, {"subtract", "3 x 4", "4 x 1"}},
        {"multiply", [](Graph& g) { multiply(matrix(g, 1, 1), matrix(g, 2, 1)); }, {"multiply", "1 x 1", "2 x 1"}},
        {"divide", [](Graph& g) { divide(matrix(g, 3, 4), matrix(g, 3, 2)); }, {"divide", "3 x 4", "3 x 2"}},
        {"concatenate",
         [](Graph& g) {
             const std::array parts{matrix(g, 3, 4), matrix(g, 2, 4), matrix(g, 3, 5)};
             concatenate(parts);
         },
         {"concatenate", "3 x 4, 2 x 4 and 3 x 5"}},
        {"slice behind the end", [](Graph& g) { sliceRows(matrix(g, 6, 2), 4, 3); }, {"slice_rows", "6 x 2", "4 to 6"}},
        {"slice before the start", [](Graph& g) { sliceRows(matrix(g, 6, 2), -1, 3); }, {"slice_rows", "6 x 2"}},
        {"empty slice", [](Graph& g) { sliceRows(matrix(g, 6, 2), 1, 0); }, {"slice_rows", "6 x 2"}},
        {"parts of unequal size", [](Graph& g) { splitRows(matrix(g, 6, 2), 4); }, {"split_rows", "6 x 2", "4"}},
        {"no parts", [](Graph& g) { splitRows(matrix(g, 6, 2), 0); }, {"split_rows", "6 x 2", "0"}},
        {"labels",
         [](Graph& g) { softmaxCrossEntropy(matrix(g, 10, 7), g.labels("l", 8)); },
         {"softmax_cross_entropy", "10 x 7", "1 x 8"}},
    };
    return table;
}

template <typename Error>
std::string messageOf(const Build& build) {
    Graph graph;
    try {
        build(graph);
    } catch (const Error& error) {
        return error.what();
    }
    return "(no error)";
}

} // namespace

class TestGraph : public QObject {
    Q_OBJECT

private slots:
    void operandsThatDoNotFitAreNamed_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < misfits().size(); ++i)
            QTest::newRow(misfits()[i].row) << static_cast<int>(i);
    }
    void operandsThatDoNotFitAreNamed() {
        QFETCH(int, index);
        const Misfit& misfit = misfits()[static_cast<std::size_t>(index)];
        const std::string message = messageOf<ShapeError>(misfit.build);
        for (const char* word : misfit.named)
            QVERIFY2(message.find(word) != std::string::npos, message.c_str());
    }

    void shapesFollowFromTheOperands() {
        Graph g;
        const Node w = g.parameter("w", {3, 4});
        const Node x = g.input("x", {4, 7});
        QCOMPARE(matrixProduct(w, x).shape(), (Shape{3, 7}));
        QCOMPARE(affine(w, x, g.parameter("b", {3, 1})).shape(), (Shape{3, 7}));
        QCOMPARE(sliceRows(x, 1, 2).shape(), (Shape{2, 7}));
        QCOMPARE(splitRows(x, 2).size(), 2U);
        QCOMPARE(splitRows(x, 2).back().shape(), (Shape{2, 7}));
        QCOMPARE(mean(x).shape(), (Shape{1, 1}));
        QCOMPARE(softmaxCrossEntropy(x, g.labels("l", 7)).shape(), (Shape{1, 7}));
    }

    void onlyWhatDependsOnAParameterNeedsAGradient() {
        Graph g;
        const Node w = g.parameter("w", {4, 4});
        const Node x = g.input("x", {4, 4});
        const Node wanted = g.variable("wanted", {4, 4});
        const Node c = g.constant("c", {4, 4}, 1);
        QVERIFY(!g.record(add(x, c)).needsGradient);
        QVERIFY(g.record(add(x, w)).needsGradient);
        QVERIFY(g.record(tanh(add(c, wanted))).needsGradient);
    }

    void parametersLieOnCacheLinesInTheirOrder() {
        Graph g;
        g.parameter("a", {3, 5});
        g.parameter("b", {1, 17});
        QCOMPARE(g.record(g.parameters()[0]).parameterOffset, 0);
        QCOMPARE(g.record(g.parameters()[1]).parameterOffset, 16);
        QCOMPARE(g.parameterBlockSize(), 48);
        QCOMPARE(g.parameterCount(), 32);

        std::vector<float> block(48);
        parameterIn(std::span(block), g.parameters()[1])(0, 3) = 5;
        QCOMPARE(block[19], 5.0F);
    }

    void nodesCanBeNamed() {
        Graph g;
        const Node y = tanh(g.input("x", {2, 2}));
        QCOMPARE(y.name(), std::string("tanh"));
        y.named("state");
        QCOMPARE(y.name(), std::string("state"));
    }

    void aNamedNodeOutlivesTheOneItWasNamedThrough() {
        // const auto& y = tanh(x).named("y") would otherwise refer to a node that is gone.
        QVERIFY((std::is_same_v<decltype(Node().named("y")), Node>));
        Graph g;
        const Node x = g.input("x", {2, 2});
        QCOMPARE(x.named("renamed"), x);
    }

    void anOperationOfOnesOwnIsCalledByItsName() {
        Graph other;
        const Node stranger = other.input("x", {2, 2});
        const auto messages = {
            messageOf<std::invalid_argument>([&](Graph& g) { cube(g, stranger); }),
            messageOf<std::invalid_argument>([&](Graph& g) { cube(g, g.labels("digits", 3)); }),
            messageOf<std::invalid_argument>([&](Graph& g) {
                cube(g, g.sparseInput("ink", {2, 2}));
            }),
            messageOf<ShapeError>([&](Graph& g) {
                cube(g, g.input("x", {2, 3}));
            }),
        };
        for (const std::string& message : messages)
            QVERIFY2(message.starts_with("cube: "), message.c_str());
    }

    void nodesOfNoGraphAreRefused() {
        const std::string sentence = "This node belongs to no graph: it was declared and never assigned.";
        const std::vector<Build> uses{
            [](Graph&) { tanh(Node()); },
            [](Graph&) { sum(Node()); },
            [](Graph&) { splitRows(Node(), 2); },
            [](Graph& g) {
                matrixProduct(Node(), g.input("x", {2, 2}));
            },
            [](Graph& g) {
                matrixProduct(g.input("x", {2, 2}), Node());
            },
            [](Graph& g) {
                add(g.input("x", {2, 2}), Node());
            },
            [](Graph&) { static_cast<void>(Node().shape()); },
            [](Graph&) { static_cast<void>(Node().name()); },
            [](Graph&) { Node().named("nothing"); },
        };
        for (const Build& use : uses) {
            const auto message = messageOf<std::invalid_argument>(use);
            QVERIFY2(message.ends_with(sentence), message.c_str());
        }
    }

    void nodesOfAnotherGraphAreRefused() {
        Graph other;
        const Node stranger = other.input("x", {2, 2});
        const auto message = messageOf<std::invalid_argument>([&](Graph& g) { add(g.input("y", {2, 2}), stranger); });
        QVERIFY2(message.find("another graph") != std::string::npos, message.c_str());
    }

    void labelsAreNoNumbers() {
        QVERIFY(messageOf<std::invalid_argument>([](Graph& g) {
                    tanh(g.labels("digits", 3));
                }).find("'digits' must not be labels") != std::string::npos);
        QVERIFY(messageOf<std::invalid_argument>([](Graph& g) {
                    softmaxCrossEntropy(g.input("z", {4, 3}), g.input("numbers", {1, 3}));
                }).find("'numbers' must be labels") != std::string::npos);
    }

    void onlyProductsTakeSparseInputs() {
        const auto refused = [](auto use) {
            const auto message = messageOf<std::invalid_argument>([use](Graph& g) {
                use(g, g.sparseInput("ink", {4, 3}));
            });
            return message.find("'ink' must not be sparse") != std::string::npos;
        };
        QVERIFY(refused([](Graph&, Node ink) { tanh(ink); }));
        QVERIFY(refused([](Graph& g, Node ink) { add(g.input("x", {4, 3}), ink); }));
        QVERIFY(refused([](Graph&, Node ink) { sliceRows(ink, 0, 2); }));
        QVERIFY(refused([](Graph& g, Node ink) { matrixProduct(ink, g.input("x", {3, 4})); }));
        QVERIFY(refused([](Graph& g, Node ink) { affine(ink, g.input("x", {3, 2}), g.input("b", {4, 1})); }));
        Graph g;
        const Node ink = g.sparseInput("ink", {4, 3});
        const Node product = matrixProduct(g.parameter("w", {2, 4}), ink);
        QCOMPARE(product.shape(), (Shape{2, 3}));
        QVERIFY(!g.record(ink).needsGradient);
    }

    void anOperationTakesOneSparseInput() {
        const auto message = messageOf<std::invalid_argument>([](Graph& g) {
            const Product first{g.parameter("w", {2, 4}), g.sparseInput("ink", {4, 3})};
            const Product second{g.parameter("u", {2, 5}), g.sparseInput("more", {5, 3})};
            affine(std::array{first, second}, g.vectorParameter("b", 2));
        });
        QCOMPARE(message, std::string("affine: at most one operand can be sparse."));
    }

    void onlyAConstantZeroIsZero() {
        Graph g;
        const Node zero = g.constant("zero", {2, 2}, 0);
        QVERIFY(isZero(zero));
        QVERIFY(isZero(g.constant("minus zero", {2, 2}, -0.0)));
        QVERIFY(!isZero(g.constant("one", {2, 2}, 1)));
        QVERIFY(!isZero(g.constant("nan", {2, 2}, std::numeric_limits<double>::quiet_NaN())));
        QVERIFY(!isZero(g.input("x", {2, 2})));
        QVERIFY(!isZero(g.parameter("w", {2, 2})));
        QVERIFY(!isZero(g.sparseInput("ink", {2, 2})));
        QVERIFY(!isZero(scale(zero, 2)));
    }

    void emptyShapesAreRefused() {
        QVERIFY(messageOf<std::invalid_argument>([](Graph& g) {
                    g.parameter("w", {0, 3});
                }).find("'w' has no elements") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestGraph)
#include "tst_graph.moc"
