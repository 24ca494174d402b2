#include "ui/state/seed_verdict.h"

#include "tests/support/run_samples.h"

#include <QLocale>
#include <QTest>

using namespace unroll;

class TestSeedVerdict : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    // What the seeds have in common is no noise: each gains three points, though they lie ten apart.
    void sameSeedsAreHeldAgainstEachOther() {
        RunList list;
        addGroup(list, 0.1, {0.70, 0.80, 0.90});
        addGroup(list, 0.2, {0.73, 0.831, 0.929});
        QCOMPARE(seedVerdict(list, {}),
                 QString("Eta 0.2 is better than eta 0.1: on the same seeds by 3.0 \u00b1 0.1 points."));
    }

    void sameSeedsMayDifferByChance() {
        RunList list;
        addGroup(list, 0.1, {0.90, 0.91, 0.92});
        addGroup(list, 0.2, {0.91, 0.90, 0.924});
        QVERIFY(seedVerdict(list, {}).startsWith(
            "No significant difference between eta 0.2 and eta 0.1: on the same seeds they "));
    }

    void otherSeedsAreTwoSamples() {
        RunList list;
        addGroup(list, 0.1, {0.70, 0.80, 0.90});
        addGroup(list, 0.2, {0.73, 0.83, 0.93, 0.92});
        QVERIFY(seedVerdict(list, {}).contains("their means differ by"));
    }

    void aSeedUnderWayDoesNotCount() {
        RunList list;
        addGroup(list, 0.1, {0.70, 0.80});
        const RunId group = addGroup(list, 0.2, {0.73, 0.83});
        list.begin({sampleSetting(0.2, 3), sampleInfo(), true, group});
        trainPresent(list, 0.1);
        list.setStatus(RunStatus::Running);
        QVERIFY(seedVerdict(list, {}).contains("on the same seeds"));
    }
};

QTEST_APPLESS_MAIN(TestSeedVerdict)
#include "tst_seed_verdict.moc"
