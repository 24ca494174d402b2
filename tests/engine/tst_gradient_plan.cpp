#include "engine/autodiff/gradient_plan.h"

#include "engine/autodiff/tape.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/ops/reshape.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

void setAll(Tensor<double> tensor, double value) { tensor.matrix().setConstant(value); }

} // namespace

class TestGradientPlan : public QObject {
    Q_OBJECT

private slots:
    void theGradientOfASliceIsItsOwn() {
        // x is used a second time: what comes from there is no part of the slice's gradient.
        Graph g;
        const Node x = g.input("x", {2, 1}, true);
        const Node part = sliceRows(x, 0, 1);
        const Node root = add(scale(part, 3), mean(x));
        Arena<double> none;
        Tape<double> tape(g, root, none.span());
        tape.forward();
        tape.backward();
        QCOMPARE(tape.gradient(part)(0, 0), 3.0);
        QCOMPARE(tape.gradient(x)(0, 0), 3.5);
        QCOMPARE(tape.gradient(x)(1, 0), 0.5);
    }

    void theGradientOfAParametersRowsIsThoseRowsOfItsGradient() {
        // The ranges overlap, and one lies in another.
        Graph g;
        const Node w = g.parameter("w", {4, 2});
        const Node x = g.input("x", {2, 3}, true);
        const Node upper = sliceRows(w, 0, 3);
        const Node inner = sliceRows(upper, 1, 1);
        const Node lower = sliceRows(w, 2, 2);
        const Node root = sum(concatenate(std::array{matrixProduct(upper, x), scale(matrixProduct(inner, x), 10),
                                                     scale(matrixProduct(lower, x), 100)}));
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, root, parameters.span());
        setAll({parameters.data(), {4, 2}}, 2);
        setAll(tape.input(x), 1);
        for (const double passes : {1, 2}) { // gradients of parameters add up
            tape.forward();
            tape.backward();
            const std::array factors{1, 11, 101, 100};
            for (Index row = 0; row < 4; ++row)
                QCOMPARE(tape.gradient(w)(row, 1), passes * 3 * factors[static_cast<std::size_t>(row)]);
            QCOMPARE(tape.gradient(upper).data(), tape.gradient(w).data());
            QCOMPARE(tape.gradient(lower).data(), tape.gradient(w).data() + 2);
            QCOMPARE(tape.gradient(x)(0, 0), passes * 2 * (3 + 10 + 200));
        }
    }

    void aGradientThatNothingReachesIsZero() {
        // Half of a node is used where the gradient stops: nothing is written there, and nothing old may be read.
        Graph g;
        const Node w = g.parameter("w", {2, 1});
        const Node h = scale(tanh(scale(w, 3)), 2);
        const Node root = add(sliceRows(h, 0, 1), stopGradient(sliceRows(h, 1, 1)));
        Arena<double> parameters(g.parameterBlockSize());
        parameters.span()[0] = 0.1;
        parameters.span()[1] = 0.2;
        Tape<double> full(g, root, parameters.span());
        Tape<double> lean(g, root, parameters.span(), Passes::ForwardAndBackward, Keep::only({}));
        for (Tape<double>* tape : {&full, &lean})
            for (int pass = 0; pass < 2; ++pass) {
                tape->resetGradients();
                tape->forward();
                tape->backward();
                const double t = std::tanh(0.3);
                QCOMPARE(tape->gradient(w)(0, 0), 6 * (1 - t * t));
                QCOMPARE(tape->gradient(w)(1, 0), 0.0);
            }
    }
};

QTEST_APPLESS_MAIN(TestGradientPlan)
#include "tst_gradient_plan.moc"
