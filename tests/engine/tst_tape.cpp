#include "engine/autodiff/tape.h"

#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/loss.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"
#include "engine/training/allocation_counter.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

void setAll(Tensor<double> tensor, double value) { tensor.matrix().setConstant(value); }

} // namespace

class TestTape : public QObject {
    Q_OBJECT

private slots:
    void computesAScalarDerivative() {
        // f(x) = x^2 tanh(x) at x = 0.5
        Graph g;
        const Node x = g.parameter("x", {1, 1});
        const Node f = multiply(multiply(x, x), tanh(x));
        Arena<double> parameters(g.parameterBlockSize());
        parameters.span()[0] = 0.5;
        Tape<double> tape(g, f, parameters.span());
        tape.forward();
        tape.backward();
        const double t = std::tanh(0.5);
        QCOMPARE(tape.value(f)(0, 0), 0.25 * t);
        QCOMPARE(tape.gradient(x)(0, 0), 2 * 0.5 * t + 0.25 * (1 - t * t));
    }

    void operandsComeBeforeResults() {
        Graph g;
        const Node a = g.parameter("a", {2, 2});
        const Node b = tanh(a);
        const Node c = add(b, a);
        const Node root = multiply(c, b);
        const Node unused = relu(root);
        Arena<double> parameters(g.parameterBlockSize());
        const Tape<double> tape(g, root, parameters.span());
        const auto order = tape.order();
        QCOMPARE(order.size(), 4U);
        const auto place = [&](Node node) { return std::find(order.begin(), order.end(), node.index()); };
        QVERIFY(place(a) < place(b));
        QVERIFY(place(b) < place(c));
        QCOMPARE(order.back(), root.index());
        QVERIFY(place(unused) == order.end());
        QVERIFY_EXCEPTION_THROWN(tape.value(unused), std::out_of_range);
    }

    void aLongChainNeedsNoDeepStack() {
        Graph g;
        Node x = g.parameter("x", {1, 1});
        const Node start = x;
        for (int i = 0; i < 200000; ++i)
            x = identity(x);
        Arena<double> parameters(g.parameterBlockSize());
        parameters.span()[0] = 3;
        Tape<double> tape(g, x, parameters.span());
        tape.forward();
        tape.backward();
        QCOMPARE(tape.value(x)(0, 0), 3.0);
        QCOMPARE(tape.gradient(start)(0, 0), 1.0);
    }

    void gradientsAddUpUntilReset() {
        Graph g;
        const Node w = g.parameter("w", {2, 1});
        const Node x = g.input("x", {2, 1}, true);
        const Node loss = mean(multiply(w, x));
        Arena<double> parameters(g.parameterBlockSize());
        setAll({parameters.data(), {2, 1}}, 3);
        Tape<double> tape(g, loss, parameters.span());
        setAll(tape.input(x), 4);
        tape.forward();
        tape.backward();
        QCOMPARE(tape.gradient(w)(0, 0), 2.0);
        tape.backward();
        QCOMPARE(tape.gradient(w)(0, 0), 4.0);
        QCOMPARE(tape.gradient(x)(1, 0), 3.0);
        tape.resetGradients();
        QCOMPARE(tape.gradient(w)(0, 0), 0.0);
        tape.forward();
        tape.backward(0.5);
        QCOMPARE(tape.gradient(w)(0, 0), 1.0);
        QCOMPARE(tape.gradient(x)(1, 0), 0.75);
    }

    void innerGradientsAreOfTheLastPassAlone() {
        Graph g;
        const Node w = g.parameter("w", {1, 1});
        const Node h = tanh(w);
        const Node loss = multiply(h, h);
        Arena<double> parameters(g.parameterBlockSize());
        parameters.span()[0] = 0.3;
        Tape<double> tape(g, loss, parameters.span());
        tape.forward();
        tape.backward();
        tape.backward();
        QCOMPARE(tape.gradient(h)(0, 0), 2 * std::tanh(0.3));
    }

    void aSliceLooksIntoItsSource() {
        Graph g;
        const Node x = g.input("x", {6, 3});
        const Node part = sliceRows(x, 2, 2);
        Arena<double> none;
        Tape<double> tape(g, part, none.span());
        tape.input(x)(3, 1) = 8;
        tape.forward();
        QCOMPARE(tape.value(part)(1, 1), 8.0);
        QCOMPARE(tape.value(part).data(), tape.value(x).data() + 2);
    }

    void whatIsStoppedCountsAsAConstant() {
        Graph g;
        const Node a = g.parameter("a", {1, 1});
        const Node root = multiply(a, stopGradient(tanh(a)));
        Arena<double> parameters(g.parameterBlockSize());
        parameters.span()[0] = 0.7;
        Tape<double> tape(g, root, parameters.span(), Passes::All);
        tape.parameterTangents()[0] = 1;
        tape.forward();
        tape.backward();
        tape.jvp();
        QCOMPARE(tape.gradient(a)(0, 0), std::tanh(0.7));
        QCOMPARE(tape.tangent(root)(0, 0), std::tanh(0.7));
    }

    void aTapeWithoutTangentsRefusesThem() {
        Graph g;
        const Node root = tanh(g.parameter("w", {1, 1}));
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        QVERIFY_EXCEPTION_THROWN(tape.jvp(), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.tangent(root), std::out_of_range);
    }

    void nodesWithoutNeedHaveNoGradient() {
        Graph g;
        const Node x = g.input("x", {2, 2});
        const Node y = tanh(x);
        const Node root = multiply(g.parameter("w", {2, 2}), y);
        Arena<double> parameters(g.parameterBlockSize());
        const Tape<double> tape(g, root, parameters.span());
        QVERIFY_EXCEPTION_THROWN(tape.gradient(x), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(tape.gradient(y), std::out_of_range);
        QVERIFY(tape.gradient(root));
    }

    void backwardOfARootWithoutGradientDoesNothing() {
        Graph g;
        const Node x = g.input("x", {1, 1});
        const Node y = tanh(x);
        Arena<double> none;
        Tape<double> tape(g, y, none.span());
        tape.forward();
        tape.backward();
        QVERIFY_EXCEPTION_THROWN(tape.gradient(y), std::out_of_range);
    }

    void aForwardTapeRefusesBackward() {
        Graph g;
        const Node root = tanh(g.parameter("w", {1, 1}));
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span(), Passes::Forward);
        tape.forward();
        QVERIFY_EXCEPTION_THROWN(tape.backward(), std::logic_error);
        QVERIFY(tape.parameterGradients().empty());
    }

    void wrongSizesAreRefused() {
        Graph g;
        const Node root = tanh(g.parameter("w", {2, 3}));
        Arena<double> small(1);
        QVERIFY_EXCEPTION_THROWN(Tape<double>(g, root, small.span()), std::invalid_argument);
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        QVERIFY_EXCEPTION_THROWN(tape.backward(), std::invalid_argument); // the root is not 1 x 1
        QVERIFY_EXCEPTION_THROWN(tape.input(root), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.labels(root), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.sparseInput(root), std::logic_error);
    }

    void aSparseInputHasNeitherNumbersNorGradient() {
        Graph g;
        const Node x = g.sparseInput("x", {3, 2});
        const Node unused = g.sparseInput("unused", {3, 2});
        const Node root = matrixProduct(g.parameter("w", {1, 3}), x);
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        QCOMPARE(tape.sparseInput(x).shape(), (Shape{3, 2}));
        QVERIFY(!tape.value(x));
        QVERIFY_EXCEPTION_THROWN(tape.gradient(x), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(tape.input(x), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(tape.sparseInput(unused), std::out_of_range);
    }

    void aWatchedBackwardPassCanEndEarly() {
        Graph g;
        const Node w = g.parameter("w", {1, 1});
        const Node first = tanh(w);
        const Node second = tanh(first);
        const Node root = tanh(second);
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        tape.forward();
        const double seed[] = {1};
        std::vector<std::size_t> seen;
        tape.backward(std::span<const double>(seed), [&](std::size_t node) {
            seen.push_back(node);
            return node != second.index();
        });
        QCOMPARE(seen, (std::vector<std::size_t>{root.index(), second.index()}));
        QCOMPARE(tape.gradient(first)(0, 0), 1.0);
        QCOMPARE(tape.gradient(w)(0, 0), 0.0);
    }

    void reluKeepsWhatIsNotANumber() {
        Graph g;
        const Node x = g.input("x", {1, 1});
        const Node y = relu(x);
        Arena<double> none;
        Tape<double> tape(g, y, none.span());
        setAll(tape.input(x), std::numeric_limits<double>::quiet_NaN());
        tape.forward();
        QVERIFY(std::isnan(tape.value(y)(0, 0)));
    }

    void passesAllocateNothing() {
        Graph g;
        const Node w = g.parameter("w", {64, 196});
        const Node x = g.input("x", {784, 50});
        const Node b = g.parameter("b", {64, 1});
        Node h = g.constant("h", {64, 50}, 0);
        for (int t = 0; t < 4; ++t)
            h = tanh(add(affine(w, sliceRows(x, 196 * t, 196), b), h));
        const Node labels = g.labels("labels", 50);
        const Node loss = mean(softmaxCrossEntropy(h, labels));
        Arena<float> parameters(g.parameterBlockSize());
        Tape<float> tape(g, loss, parameters.span());
        const std::int64_t before = allocatedBytesOnThisThread();
        for (int i = 0; i < 3; ++i) {
            tape.resetGradients();
            tape.forward();
            tape.backward();
        }
        const std::int64_t allocated = allocatedBytesOnThisThread() - before;
        QCOMPARE(allocated, 0);
        if (!countsAllocations())
            QSKIP("This build does not count allocations: a sanitizer keeps malloc for itself.");
    }
};

QTEST_APPLESS_MAIN(TestTape)
#include "tst_tape.moc"
