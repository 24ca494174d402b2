#include "ui/state/run_comparison.h"

#include "tests/support/run_samples.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

bool near(double a, double b) { return std::abs(a - b) < 1e-9; }

RunId begin(RunList& list, double eta, const SessionInfo& info = sampleInfo()) {
    return list.begin({sampleSetting(eta), info});
}

EpochMetrics epochAt(std::int64_t number, double accuracy) {
    EpochMetrics epoch;
    epoch.epoch = number;
    epoch.step = 10 * number;
    epoch.testAccuracy = accuracy;
    epoch.testLoss = 1 - accuracy;
    return epoch;
}

} // namespace

class TestRunComparison : public QObject {
    Q_OBJECT

private slots:
    void endsAreHeldAgainstEachOther() {
        RunList list;
        RunSelection selection(list);
        addRun(list, 0.1, 0.90);
        QVERIFY(!comparisonOf(selection, list));
        addRun(list, 0.2, 0.92);
        const auto comparison = comparisonOf(selection, list);
        QVERIFY(comparison);
        QCOMPARE(comparison->name, QString("run 1"));
        QCOMPARE(comparison->epoch, 0);
        QVERIFY(near(comparison->accuracyChange, 0.02));
        QVERIFY(near(comparison->lossChange, -0.02));
    }

    void theSameEpochIsWhileItTrains() {
        RunList list;
        RunSelection selection(list);
        addRun(list, 0.1, 0.90); // its first epoch: 0.8
        begin(list, 0.2);
        list.add(std::vector{epochAt(1, 0.83)});
        const auto comparison = comparisonOf(selection, list);
        QVERIFY(comparison);
        QCOMPARE(comparison->epoch, 1);
        QVERIFY(near(comparison->accuracyChange, 0.03));
        list.add(std::vector{epochAt(2, 0.9), epochAt(3, 0.99)});
        QVERIFY(!comparisonOf(selection, list)); // the other one has no third epoch
    }

    void aRunThatWasCutOffIsNoMeasure() {
        RunList list;
        RunSelection selection(list);
        addRun(list, 0.1, 0.90);
        begin(list, 0.2);
        list.add(std::vector{epochAt(1, 0.5)});
        const RunId cutOff = list.present()->id;
        begin(list, 0.3);
        list.add(std::vector{epochAt(1, 0.7), epochAt(2, 0.91)});
        list.setStatus(RunStatus::Done);
        QVERIFY(list.find(cutOff));
        const auto comparison = comparisonOf(selection, list);
        QVERIFY(comparison);
        QCOMPARE(comparison->name, QString("run 1"));
        QVERIFY(near(comparison->accuracyChange, 0.01));
    }

    void aRunThatIsNowhereOnTheScreenIsNoMeasure() {
        RunList list;
        RunSelection selection(list);
        const RunId first = addRun(list, 0.1, 0.90);
        list.begin({sampleSetting(0.2), sampleInfo(), false}); // a drag, which gives way
        trainPresent(list, 0.5);
        addRun(list, 0.3, 0.92);
        QCOMPARE(comparisonOf(selection, list)->name, QString("run 1"));
        list.setShown(first, false);
        QVERIFY(!comparisonOf(selection, list));
        list.setShown(first, true);
        list.remove({first});
        QVERIFY(!comparisonOf(selection, list));
    }

    void otherDataIsNoMeasure() {
        RunList list;
        RunSelection selection(list);
        addRun(list, 0.1, 0.90);
        SessionInfo other = sampleInfo();
        other.dataName = "letters";
        begin(list, 0.2, other);
        trainPresent(list, 0.5);
        QVERIFY(!comparisonOf(selection, list));
    }

    // Of two selected rows the second is the measure, whatever ran between them.
    void theSecondSelectedRowIsTheMeasure() {
        RunList list;
        RunSelection selection(list);
        const RunId first = addRun(list, 0.1, 0.90);
        addRun(list, 0.2, 0.5);
        const RunId third = addRun(list, 0.3, 0.93);
        selection.select({first, third});
        QCOMPARE(comparisonOf(selection, list)->name, QString("run 3"));
        QVERIFY(near(comparisonOf(selection, list)->accuracyChange, -0.03));
        selection.select({third, first});
        QVERIFY(near(comparisonOf(selection, list)->accuracyChange, 0.03));
        selection.select({first});
        QVERIFY(!comparisonOf(selection, list)); // there is none before it
    }

    void aNameIsSaid() {
        RunList list;
        RunSelection selection(list);
        list.rename(addRun(list, 0.1, 0.90), "GRU");
        addRun(list, 0.2, 0.92);
        QCOMPARE(comparisonOf(selection, list)->name, QString("GRU"));
    }

    void aGroupSpeaksAsAGroup() {
        RunList list;
        RunSelection selection(list);
        const RunId group = addGroup(list, 0.1, {0.90, 0.92});
        QVERIFY(!comparisonOf(selection, list)); // seeds are not held against each other
        QVERIFY(near(figuresOfGroup(list, group)->accuracy.mean, 0.91));
        QVERIFY(near(figuresOfGroup(list, group)->loss.mean, 0.09));
        QCOMPARE(figuresOfGroup(list, group)->accuracy.count, 2);
        addGroup(list, 0.2, {0.93, 0.97});
        QCOMPARE(comparisonOf(selection, list)->name, QString("run 1"));
        QVERIFY(near(comparisonOf(selection, list)->accuracyChange, 0.04));
        addRun(list, 0.3, 0.90);
        QVERIFY(!figuresOfGroup(list, list.present()->group));
        QVERIFY(near(comparisonOf(selection, list)->accuracyChange, -0.05));
    }

    void aGroupHasNoFigureBeforeASeedIsThrough() {
        RunList list;
        RunSelection selection(list);
        const RunId group = list.beginGroup(sampleSetting(0.1), 2);
        list.begin({sampleSetting(0.1), sampleInfo(), true, group});
        list.add(std::vector{epochAt(1, 0.5)});
        QVERIFY(!figuresOfGroup(list, group));
        list.setStatus(RunStatus::Done);
        QCOMPARE(figuresOfGroup(list, group)->accuracy.count, 1);
        list.begin({sampleSetting(0.1, 2), sampleInfo(), true, group});
        QVERIFY(near(figuresOfGroup(list, group)->accuracy.mean, 0.5)); // also before the next one's first batch
        list.add(std::vector{epochAt(1, 0.1)});
        QVERIFY(near(figuresOfGroup(list, group)->accuracy.mean, 0.5));
    }
};

QTEST_APPLESS_MAIN(TestRunComparison)
#include "tst_run_comparison.moc"
