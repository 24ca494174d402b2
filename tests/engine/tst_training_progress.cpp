#include "engine/session/training_progress.h"

#include <QTest>

using namespace unroll;

class TestTrainingProgress : public QObject {
    Q_OBJECT

private slots:
    void epochIsTheSumOfItsBatches() {
        TrainingProgress progress;
        progress.epoch = 2;
        progress.batch = 2;
        progress.step = 6;
        progress.seconds = 1;
        progress.images = 30;
        addBatch(progress.sums, {.images = 30, .loss = 1, .gradientNorm = 2, .seconds = 0.25, .allocatedBytes = 8}, 15);
        addBatch(progress.sums, {.images = 10, .loss = 3, .gradientNorm = 4, .seconds = 0.25}, 5);
        progress.sums.evaluated = 4;
        progress.sums.testRight = 3;
        progress.sums.testLoss = 2;
        const EpochMetrics epoch = closeEpoch(progress, 0.1);
        QCOMPARE(epoch.epoch, 2);
        QCOMPARE(epoch.step, 6);
        QCOMPARE(epoch.seconds, 1.5);
        QCOMPARE(epoch.eta, 0.1);
        QCOMPARE(epoch.trainLoss, 1.5);
        QCOMPARE(epoch.trainAccuracy, 0.5);
        QCOMPARE(epoch.testLoss, 0.5);
        QCOMPARE(epoch.testAccuracy, 0.75);
        QCOMPARE(epoch.samplesPerSecond, 80.0);
        QCOMPARE(epoch.allocatedBytes, 8);
        QCOMPARE(epoch.gradientNorm, 3.0);
        TrainingProgress next;
        next.epoch = 3;
        next.step = 6;
        next.seconds = 1.5;
        next.images = 30;
        QCOMPARE(progress, next);
    }

    void possiblePlaces_data() {
        QTest::addColumn<int>("epoch");
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("always");
        QTest::addColumn<bool>("withChanges");
        QTest::newRow("start") << 1 << 0 << 0 << true << true;
        QTest::newRow("within") << 3 << 2 << 12 << true << true;
        QTest::newRow("epochs of other sizes") << 3 << 2 << 9 << false << true;
        QTest::newRow("fewer batches than epochs") << 5 << 1 << 4 << false << false;
        QTest::newRow("too many batches") << 1 << 6 << 6 << false << false;
        QTest::newRow("no epoch") << 0 << 0 << 0 << false << false;
        QTest::newRow("negative") << 1 << -1 << 0 << false << false;
    }
    void possiblePlaces() {
        QFETCH(int, epoch);
        QFETCH(int, batch);
        QFETCH(int, step);
        TrainingProgress progress;
        progress.epoch = epoch;
        progress.batch = batch;
        progress.step = step;
        QTEST(isPossible(progress, 5, false), "always");
        QTEST(isPossible(progress, 5, true), "withChanges");
    }

    void changesBetweenTwoBatchesAreOne() {
        std::vector<HyperparameterChange> changes;
        noteChange(changes, {3, 0.5, "eta", 0.1, 0.2});
        noteChange(changes, {3, 0.5, "eta", 0.2, 0.4});
        noteChange(changes, {3, 0.5, "clip", 0.0, 1.0});
        QCOMPARE(changes, (std::vector<HyperparameterChange>{{3, 0.5, "eta", 0.1, 0.4}, {3, 0.5, "clip", 0.0, 1.0}}));
        noteChange(changes, {3, 0.5, "eta", 0.4, 0.1});
        noteChange(changes, {4, 0.7, "clip", 1.0, 0.0});
        QCOMPARE(changes.size(), 2U);
        QVERIFY(!batchChanged(changes));
        noteChange(changes, {4, 0.7, "batch", std::int64_t{1}, std::int64_t{2}});
        QVERIFY(batchChanged(changes));
    }
};

QTEST_GUILESS_MAIN(TestTrainingProgress)
#include "tst_training_progress.moc"
