#include "engine/ops/loss.h"

#include "engine/autodiff/tape.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestLoss : public QObject {
    Q_OBJECT

private slots:
    void crossEntropyStaysFiniteForLargeLogits() {
        Graph g;
        const Node z = g.input("z", {3, 2}, true);
        const Node labels = g.labels("labels", 2);
        const Node loss = softmaxCrossEntropy(z, labels);
        Arena<float> none;
        Tape<float> tape(g, loss, none.span());
        auto logits = tape.input(z);
        logits(0, 0) = 1e4F;
        logits(1, 1) = -1e4F;
        tape.labels(labels)[0] = 0;
        tape.labels(labels)[1] = 1;
        tape.forward();
        const float seed[] = {1, 1};
        tape.backward(std::span<const float>(seed));
        QCOMPARE(tape.value(loss)(0, 0), 0.0F);
        QCOMPARE(tape.value(loss)(0, 1), 1e4F + std::log(2.0F));
        QCOMPARE(tape.gradient(z)(1, 1), -1.0F);
        QCOMPARE(tape.gradient(z)(0, 1), 0.5F);
    }

    void aLabelOutOfRangeIsAnError() {
        Graph g;
        const Node z = g.input("z", {3, 2});
        const Node labels = g.labels("labels", 2);
        Arena<float> none;
        Tape<float> tape(g, softmaxCrossEntropy(z, labels), none.span());
        tape.labels(labels)[1] = 3;
        QVERIFY_EXCEPTION_THROWN(tape.forward(), std::out_of_range);
        tape.labels(labels)[1] = -1;
        QVERIFY_EXCEPTION_THROWN(tape.forward(), std::out_of_range);
    }
};

QTEST_APPLESS_MAIN(TestLoss)
#include "tst_loss.moc"
