#include "engine/files/metrics_csv.h"
#include "tests/support/drawn_runs.h"
#include "ui/state/metric_tables.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace unroll;

namespace {

std::vector<RunTable> twoRuns() {
    RunTable mine{.number = 1, .name = "mine", .epochs = drawnRun({}, RunRole::Present, 3).epochs};
    RunTable other{
        .number = 12, .name = "eta 0.03, \"large\"", .epochs = drawnRun({}, RunRole::Compared, 2, 1.0 / 3).epochs};
    other.setting.eta = 0.03;
    return {mine, other};
}

// The cells of a line; a quoted comma is none.
QStringList cellsOf(const QString& line) {
    QStringList cells{QString()};
    bool quoted = false;
    for (const QChar letter : line) {
        quoted = quoted != (letter == u'"');
        if (letter == u',' && !quoted)
            cells.append(QString());
        else
            cells.back() += letter;
    }
    return cells;
}

} // namespace

class TestMetricTables : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German)); }

    void csvReadsBackExactly() {
        const auto runs = twoRuns();
        const QStringList lines = QString::fromStdString(tidyCsv(runs, metricsCsv)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 3 + 2);
        const QStringList header = cellsOf(lines[0]);
        QCOMPARE(header.mid(0, 4), (QStringList{"run", "name", "seeds", "epoch"}));
        const QString metrics = QString::fromStdString(metricsCsv({})).trimmed();
        const qsizetype columns = metrics.count(',') + 1;
        QCOMPARE(header.mid(3, columns).join(','), metrics);
        for (const RunTable& run : runs) {
            QString rows = metrics + '\n';
            for (const QString& line : lines.mid(1)) {
                const QStringList cells = cellsOf(line);
                QCOMPARE(cells.size(), header.size());
                if (cells[0].toLongLong() == run.number)
                    rows += cells.mid(3, columns).join(',') + '\n';
            }
            QVERIFY(parseMetricsCsv(rows.toStdString(), "runs.csv") == run.epochs);
        }
        const auto eta = header.indexOf("setting_eta");
        QCOMPARE(cellsOf(lines[4])[eta], QString("0.03"));
        QCOMPARE(cellsOf(lines[4])[1], QString("\"eta 0.03, \"\"large\"\"\""));
        QCOMPARE(header.count("eta"), 1); // the epoch's
    }

    void aGroupHasItsSeedsAndTheirDeviation() {
        RunTable group = twoRuns().front();
        group.seeds = 5;
        group.deviations = group.epochs;
        group.deviations.back().testAccuracy = 0.25;
        const QStringList lines = QString::fromStdString(tidyCsv({group}, metricsCsv)).split('\n', Qt::SkipEmptyParts);
        const QStringList header = cellsOf(lines[0]);
        QCOMPARE(cellsOf(lines.back())[2], QString("5"));
        QCOMPARE(cellsOf(lines.back())[header.indexOf("test_accuracy_deviation")], QString("0.25"));
        QCOMPARE(cellsOf(lines.back())[header.indexOf("setting_seed")], QString());
        QVERIFY(tabSeparated({group}).contains("mine (mean of 5 seeds)\t"));
    }

    void noRunsAreAHeader() {
        const std::string header = tidyCsv({}, metricsCsv);
        QCOMPARE(std::ranges::count(header, '\n'), 1);
        QVERIFY(header.ends_with("\n"));
    }

    void tablesHaveARowForEveryEpoch() {
        const auto runs = twoRuns();
        const QStringList lines = tabSeparated(runs).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[1].split('\t'), (QStringList{"mine", "1", "0,75", "0,8", "1,1", "1", "1"}));
        const QString html = htmlTable(runs);
        QCOMPARE(html.count("<tr>"), 6);
        QVERIFY(html.contains("<td>eta 0.03, &quot;large&quot;</td>"));
        QVERIFY(html.contains("<td>0,75</td>"));
    }

    void largeNumbersAreOneNumber() {
        auto runs = twoRuns();
        runs[0].epochs[0].seconds = 12345.5;
        QVERIFY(tabSeparated(runs).contains("\t12345,5\n"));
    }
};

QTEST_APPLESS_MAIN(TestMetricTables)
#include "tst_metric_tables.moc"
