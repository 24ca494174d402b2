#include "engine/autodiff/joint_products.h"

#include "engine/autodiff/topology.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "tests/support/one_op.h"

#include <QTest>

using namespace unroll;

namespace {

// h, tanh(w h + ...), ...: so many operations that share a weight.
struct Chain {
    Chain(Index columns, int length) {
        states.push_back(graph.input("h", {3, columns}));
        for (int i = 0; i < length; ++i)
            states.push_back(tanh(affine(weight, states.back(), bias)));
    }

    Graph graph;
    Node weight = graph.parameter("w", {3, 3});
    Node bias = graph.vectorParameter("b", 3);
    std::vector<Node> states;
};

std::vector<JointProduct> planned(const Graph& graph, Node root) {
    const std::vector<std::size_t> order = topologicalOrder(graph, root.index());
    std::vector<std::size_t> place(graph.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = i;
    return planJointProducts(graph, order, place, planGradients(graph, order, place));
}

std::vector<std::size_t> sizes(const std::vector<JointProduct>& products) {
    std::vector<std::size_t> found;
    for (const JointProduct& product : products)
        found.push_back(product.parts.size());
    return found;
}

} // namespace

class TestJointProducts : public QObject {
    Q_OBJECT

private slots:
    void anOpsGradientIsTheProductItSays_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < opCases().size(); ++i)
            QTest::addRow("%s %s", name(opCases()[i].kind).data(), opCases()[i].what.c_str()) << static_cast<int>(i);
    }
    void anOpsGradientIsTheProductItSays() {
        QFETCH(int, index);
        CaseTape tape(opCases()[static_cast<std::size_t>(index)]);
        for (const std::size_t node : tape.operations()) {
            OneOp one(tape, node);
            const auto gradients = one.backward();
            for (std::size_t i = 0; i < one.operands(); ++i)
                if (const auto factor = one.op().gradientIsProductWith(i);
                    factor && gradients[i].size() > 0 && one.input(*factor).size() > 0)
                    QVERIFY(gradients[i].isApprox(one.outputGradient() * one.input(*factor).transpose(), 1e-12));
        }
    }

    void partsAreInTheOrderOfBackward() {
        const Chain chain(100, 5);
        const auto products = planned(chain.graph, sum(chain.states.back()));
        QCOMPARE(sizes(products), (std::vector<std::size_t>{2, 2})); // 200 columns are enough, one is left
        std::size_t before = std::numeric_limits<std::size_t>::max();
        for (const JointProduct& product : products)
            for (const JointProduct::Part& part : product.parts) {
                QVERIFY(part.operation < before);
                QCOMPARE(part.weight, 0U);
                QCOMPARE(part.factor, 1U);
                before = part.operation;
            }
    }

    void fewColumnsJoinMoreOperations() {
        const Chain chain(4, 20);
        QCOMPARE(sizes(planned(chain.graph, sum(chain.states.back()))),
                 (std::vector<std::size_t>{JointProduct::mostParts, JointProduct::mostParts, 4}));
    }

    void manyColumnsNeedNoOthers() {
        const Chain chain(200, 5);
        QVERIFY(planned(chain.graph, sum(chain.states.back())).empty());
    }

    void rowsOfAParameterAreAWeightOfTheirOwn() {
        Graph g;
        const Node w = g.parameter("w", {4, 3});
        const Node x = g.input("x", {3, 2});
        const Node upper = sliceRows(w, 0, 2);
        const Node lower = sliceRows(w, 2, 2);
        const Node once = matrixProduct(lower, x);
        const Node twice = add(matrixProduct(upper, x), matrixProduct(upper, tanh(x)));
        const auto products = planned(g, sum(add(once, twice)));
        QCOMPARE(sizes(products), std::vector<std::size_t>{2});
    }

    void whatIsNoWeightOrNotDenseStaysAlone() {
        Graph g;
        const Node h = tanh(g.parameter("h", {3, 3}));
        const Node w = g.parameter("w", {3, 3});
        const Node x = g.input("x", {3, 2});
        const Node pixels = g.sparseInput("pixels", {3, 2});
        const Node constant = g.constant("zero", {3, 2}, 0);
        Node total = add(matrixProduct(h, x), matrixProduct(h, x)); // no parameter
        total = add(total, add(matrixProduct(w, pixels), matrixProduct(w, pixels)));
        total = add(total, add(matrixProduct(w, constant), matrixProduct(w, constant)));
        total = add(total, add(matrixProduct(w, x), stopGradient(matrixProduct(w, x))));
        QVERIFY(planned(g, sum(total)).empty());
    }

    void aLeanTapePutsTheProductsOff() {
        // One that keeps everything shows every operation's part of the gradient as it comes.
        const Chain chain(100, 2);
        const Node root = sum(chain.states.back());
        Arena<double> parameters(chain.graph.parameterBlockSize());
        fill(parameters.span(), 1);
        Tape<double> full(chain.graph, root, parameters.span());
        Tape<double> lean(chain.graph, root, parameters.span(), Passes::ForwardAndBackward, Keep::only({}));
        fill({full.input(chain.states[0]).data(), 300}, 2);
        lean.copyInputs(full);
        const auto stepsWithGradient = [&](Tape<double>& tape) {
            int steps = 0;
            const double one = 1;
            tape.forward();
            tape.backward(std::span(&one, 1), [&](std::size_t) {
                steps += tape.gradient(chain.weight).matrix().isZero(0) ? 0 : 1;
                return true;
            });
            return steps;
        };
        QCOMPARE(stepsWithGradient(full), 3); // from the second cell's sums: it, tanh and sums of the first
        QCOMPARE(stepsWithGradient(lean), 1); // from the first cell's sums
        QVERIFY(lean.gradient(chain.weight).matrix() == full.gradient(chain.weight).matrix());
    }
};

QTEST_APPLESS_MAIN(TestJointProducts)
#include "tst_joint_products.moc"
