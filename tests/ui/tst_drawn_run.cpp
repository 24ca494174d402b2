#include "ui/plots/drawn_run.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestDrawnRun : public QObject {
    Q_OBJECT

private slots:
    void referencesAreRunsWithoutALoss() {
        ReferenceCurve curve;
        curve.name = "Somebody";
        curve.accuracy = {{1, 0.7}, {2, 0.85}, {4, 0.9}};
        curve.seconds = 80;
        const auto runs = referenceRuns({curve});
        QCOMPARE(runs.size(), 1U);
        QCOMPARE(runs[0].name, QString("Somebody, MNIST"));
        QCOMPARE(runs[0].role, RunRole::Reference);
        QCOMPARE(runs[0].imagesPerEpoch, 60000.0); // over which they are drawn as well
        QCOMPARE(runs[0].epochs.size(), 3U);
        QCOMPARE(runs[0].epochs[1].epoch, 2);
        QCOMPARE(runs[0].epochs[1].seconds, 40.0);
        QCOMPARE(runs[0].epochs[2].trainAccuracy, 0.9);
        QVERIFY(std::isnan(runs[0].epochs[2].testAccuracy));
        QVERIFY(std::isnan(runs[0].epochs[2].trainLoss));
    }

    void curveWithoutPointsIsARunWithoutEpochs() { QVERIFY(referenceRuns({ReferenceCurve()})[0].epochs.empty()); }

    void divergenceStandsWithinItsEpoch_data() {
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("perEpoch");
        QTest::addColumn<double>("at");
        QTest::newRow("middle") << 5 << 10 << 1.5;
        QTest::newRow("end") << 10 << 10 << 2.0;
        QTest::newRow("nothing known of the epoch") << 0 << 0 << 1.0;
    }
    void divergenceStandsWithinItsEpoch() {
        QFETCH(int, batch);
        QFETCH(int, perEpoch);
        Divergence divergence;
        divergence.epoch = 2;
        divergence.batch = batch;
        QTEST(position(divergence, perEpoch), "at");
    }
};

QTEST_APPLESS_MAIN(TestDrawnRun)
#include "tst_drawn_run.moc"
