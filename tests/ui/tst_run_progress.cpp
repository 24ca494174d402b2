#include "ui/state/run_progress.h"

#include <QTest>

using namespace unroll;

namespace {

BatchMetrics batchAt(std::int64_t step) {
    BatchMetrics batch;
    batch.step = step;
    batch.images = 100;
    batch.seconds = 0.01;
    batch.allocatedBytes = 8;
    return batch;
}

} // namespace

class TestRunProgress : public QObject {
    Q_OBJECT

private slots:
    void beginsEmpty() {
        RunProgress progress;
        QCOMPARE(progress.fraction(), 0.0);
        QCOMPARE(progress.epoch(), 0);
        progress.begin(5, 10);
        QVERIFY(progress.isEmpty());
        QCOMPARE(progress.epoch(), 1);
        QVERIFY(!progress.imagesPerSecond());
    }

    void countsEpochsByTheirLastBatch_data() {
        QTest::addColumn<qint64>("step");
        QTest::addColumn<qint64>("epoch");
        QTest::addColumn<double>("fraction");
        QTest::newRow("first batch") << qint64(1) << qint64(1) << 0.02;
        QTest::newRow("last batch of the first epoch") << qint64(10) << qint64(1) << 0.2;
        QTest::newRow("first batch of the second") << qint64(11) << qint64(2) << 0.22;
        QTest::newRow("end") << qint64(50) << qint64(5) << 1.0;
    }
    void countsEpochsByTheirLastBatch() {
        QFETCH(qint64, step);
        RunProgress progress;
        progress.begin(5, 10);
        const std::vector batches{batchAt(step)};
        progress.add(batches);
        QTEST(qint64(progress.epoch()), "epoch");
        QTEST(progress.fraction(), "fraction");
    }

    void addsUpBatchesAndTakesTheEpochsClock() {
        RunProgress progress;
        progress.begin(2, 2);
        const std::vector batches{batchAt(1), batchAt(2)};
        progress.add(batches);
        QCOMPARE(progress.seconds(), 0.02);
        QCOMPARE(progress.allocatedBytes(), 16);
        QCOMPARE(*progress.imagesPerSecond(), 10000.0);
        EpochMetrics epoch;
        epoch.step = 2;
        epoch.seconds = 0.025;
        progress.add(std::vector{epoch});
        QCOMPARE(progress.seconds(), 0.025);
        QCOMPARE(*progress.imagesPerSecond(), 8000.0);
    }

    // An epoch of two batches and half of another are behind it.
    void goesOnWithWhatIsBehindIt() {
        RunProgress progress;
        progress.begin(4, 2);
        EpochMetrics epoch;
        epoch.epoch = 1;
        epoch.step = 2;
        epoch.seconds = 0.02;
        epoch.allocatedBytes = 16;
        progress.goOnFrom(std::vector{epoch}, 3, {.epoch = 1.5, .seconds = 0.03, .images = 300});
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.fraction(), 1.5 / 4);
        QCOMPARE(progress.epoch(), 2);
        QCOMPARE(progress.seconds(), 0.03);
        QCOMPARE(*progress.imagesPerSecond(), 10000.0);
        progress.add(std::vector{batchAt(4)});
        QCOMPARE(progress.seconds(), 0.04);
        epoch.epoch = 2;
        epoch.step = 4;
        epoch.seconds = 0.04;
        progress.add(std::vector{epoch});
        QCOMPARE(*progress.imagesPerSecond(), 10000.0);
        QCOMPARE(progress.allocatedBytes(), 24);
    }

    void lateEpochDoesNotTurnTheClockBack() {
        RunProgress progress;
        progress.begin(2, 2);
        progress.add(std::vector{batchAt(1), batchAt(2), batchAt(3)});
        EpochMetrics epoch;
        epoch.step = 2;
        epoch.seconds = 0.02;
        progress.add(std::vector{epoch});
        QCOMPARE(progress.seconds(), 0.03);
    }
};

QTEST_APPLESS_MAIN(TestRunProgress)
#include "tst_run_progress.moc"
