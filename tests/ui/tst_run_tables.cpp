#include "ui/state/run_tables.h"

#include "tests/support/run_samples.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

QStringList namesOf(const std::vector<RunTable>& tables) {
    QStringList names;
    for (const RunTable& table : tables)
        names.append(QStringLiteral("%1 %2 x%3").arg(table.number).arg(table.name).arg(table.seeds));
    return names;
}

} // namespace

class TestRunTables : public QObject {
    Q_OBJECT

private slots:
    void shownRunsAreThoseOfTheWindow() {
        RunList list;
        const RunId first = addRun(list, 0.1);
        list.rename(addRun(list, 0.2), "GRU");
        addGroup(list, 0.3, {0.90, 0.92});
        QCOMPARE(namesOf(shownTables(list, list.present()->id)), (QStringList{"3 3 x2", "2 GRU x1", "1 1 x1"}));
        list.setShown(first, false);
        addRun(list, 0.4);
        QCOMPARE(namesOf(shownTables(list, list.present()->id)), (QStringList{"4 4 x1", "3 3 x2", "2 GRU x1"}));
    }

    void theRunOnShowIsFirst() {
        RunList list;
        const RunId first = addRun(list, 0.1);
        addRun(list, 0.2);
        QCOMPARE(namesOf(shownTables(list, first)), (QStringList{"1 1 x1", "2 2 x1"}));
        const RunId group = addGroup(list, 0.3, {0.90, 0.92});
        QCOMPARE(namesOf(shownTables(list, group)), (QStringList{"3 3 x2", "2 2 x1", "1 1 x1"}));
    }

    void aGroupHasMeansAndDeviations() {
        RunList list;
        addGroup(list, 0.3, {0.90, 0.92});
        const auto tables = shownTables(list, list.present()->id);
        QCOMPARE(tables.size(), 1U);
        QVERIFY(std::abs(tables[0].epochs.back().testAccuracy - 0.91) < 1e-9);
        QVERIFY(std::abs(tables[0].deviations.back().testAccuracy - 0.01 * std::sqrt(2.0)) < 1e-9);
        QCOMPARE(tables[0].setting.eta, 0.3);
    }

    void theFirstSeedStandsForItself() {
        RunList list;
        const RunId group = list.beginGroup(sampleSetting(0.1), 3);
        list.begin({sampleSetting(0.1), sampleInfo(), true, group});
        trainPresent(list, 0.9);
        QCOMPARE(namesOf(shownTables(list, list.present()->id)), QStringList{"1 1 x1"});
    }

    void aSeedBringsItsGroup() {
        RunList list;
        addRun(list, 0.1);
        QCOMPARE(namesOf(tablesOf(list, list.runs().front())), QStringList{"1 1 x1"});
        const RunId group = addGroup(list, 0.3, {0.90, 0.92});
        const auto tables = tablesOf(list, *list.runsOf(group).back());
        QCOMPARE(namesOf(tables), (QStringList{"2 2 x2", "2 2 x1", "2 2 x1"}));
        QCOMPARE(tables[2].setting.seed, 2);
    }
};

QTEST_APPLESS_MAIN(TestRunTables)
#include "tst_run_tables.moc"
