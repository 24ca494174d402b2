// What a session says of a training whose numbers are no longer finite.

#include "engine/session/training_session.h"
#include "tests/support/tiny_training.h"

#include <QTest>

using namespace unroll;

class TestDivergence : public QObject {
    Q_OBJECT

private slots:
    void divergenceIsNamed() {
        Hyperparameters h = tinySetting();
        h.activation = "identity";
        h.eta = 1000;
        h.epochs = 100;
        auto session = sessionOf(h);
        std::optional<Divergence> divergence;
        while (!session.finished()) {
            const StepResult result = session.step();
            divergence = result.divergence;
            while (result.epochFinished && !session.evaluate()) {
            }
        }
        QVERIFY(divergence);
        QVERIFY(divergence->epoch >= 1 && divergence->batch >= 1);
        QVERIFY(!divergence->op.empty());
        QVERIFY(!divergence->node.empty());
        QVERIFY_EXCEPTION_THROWN(session.step(), std::logic_error);
        session.rewind();
        QVERIFY(!session.finished());
    }

    void theLastUpdateOfAnEpochIsLookedAt() {
        // Neither a batch nor an evaluation comes to see what it made of the weights.
        Hyperparameters h = tinySetting();
        h.eta = 3e38;
        h.batch = 1;
        h.trainLimit = 1;
        h.epochs = 1;
        h.activation = "identity";
        h.cells = 16;
        h.hidden = 64;
        auto session = sessionOf(h);
        const StepResult result = session.step();
        QVERIFY(result.divergence && session.finished());
        QVERIFY(!result.epochFinished);
        QCOMPARE(result.divergence->op, std::string("update"));
        QCOMPARE(result.divergence->batch, 1);
        QVERIFY(result.divergence->gradientOf.empty());
    }

    void aDivergenceHasItsPlace_data() {
        QTest::addColumn<int>("layers");
        QTest::addColumn<QString>("output");
        QTest::newRow("one layer") << 1 << "last";
        QTest::newRow("two layers") << 2 << "last";
        QTest::newRow("many to many") << 1 << "every";
    }
    void aDivergenceHasItsPlace() {
        QFETCH(int, layers);
        QFETCH(QString, output);
        Hyperparameters h = tinySetting();
        h.activation = "identity";
        h.eta = 1e10;
        h.layers = layers;
        h.output = output.toStdString();
        auto session = sessionOf(h);
        std::optional<Divergence> divergence;
        while (!divergence) {
            const StepResult result = session.step();
            divergence = result.divergence;
            while (result.epochFinished && !session.evaluate()) {
            }
        }
        QVERIFY2(divergence->cell >= 1 && divergence->cell <= 4, divergence->node.c_str());
        QVERIFY(divergence->layer >= 0 && divergence->layer <= layers);
        if (divergence->layer > 0)
            QVERIFY(divergence->node.starts_with("cell " + std::to_string(divergence->cell)));
    }

    void anOverflowingUpdateIsTheOneToBlame() {
        // The first batch's gradient is finite, what the update makes of the weights is not.
        Hyperparameters h = tinySetting();
        h.activation = "identity";
        h.eta = 3e38;
        h.batch = 1;
        h.cells = 16;
        h.hidden = 64;
        auto session = sessionOf(h);
        QVERIFY(!session.step().divergence);
        const auto divergence = session.step().divergence;
        QVERIFY(divergence);
        QCOMPARE(divergence->op, std::string("update"));
        QCOMPARE(divergence->epoch, 1);
        QCOMPARE(divergence->batch, 1);
    }
};

QTEST_GUILESS_MAIN(TestDivergence)
#include "tst_divergence.moc"
