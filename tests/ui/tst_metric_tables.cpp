#include "engine/files/metrics_csv.h"
#include "tests/support/drawn_runs.h"
#include "ui/models/metric_tables.h"

#include <QLocale>
#include <QTest>

using namespace unroll;

namespace {

std::vector<RunTable> twoRuns() {
    return {{1, "mine", drawnRun({}, RunRole::Present, 3).epochs},
            {12, "eta 0.03, \"large\"", drawnRun({}, RunRole::Compared, 2, 1.0 / 3).epochs}};
}

} // namespace

class TestMetricTables : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German)); }

    void csvReadsBackExactly() {
        const auto runs = twoRuns();
        const std::string csv = tidyCsv(runs, metricsCsv);
        const QStringList lines = QString::fromStdString(csv).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 3 + 2);
        QVERIFY(lines[0].startsWith("run,name,epoch,step,"));
        const QStringList starts{"1,mine,", "12,\"eta 0.03, \"\"large\"\"\","};
        for (std::size_t i = 0; i < runs.size(); ++i) {
            QString rows = lines[0].mid(QString("run,name,").size()) + '\n';
            for (const QString& line : lines)
                if (line.startsWith(starts[static_cast<qsizetype>(i)]))
                    rows += line.mid(starts[static_cast<qsizetype>(i)].size()) + '\n';
            QVERIFY(parseMetricsCsv(rows.toStdString(), "runs.csv") == runs[i].epochs);
        }
    }

    void noRunsAreAHeader() { QCOMPARE(tidyCsv({}, metricsCsv), "run,name," + metricsCsv({})); }

    void tablesHaveARowForEveryEpoch() {
        const auto runs = twoRuns();
        const QStringList lines = tabSeparated(runs).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[1].split('\t'), (QStringList{"mine", "1", "0.75", "0.8", "1.1", "1", "1"}));
        const QString html = htmlTable(runs);
        QCOMPARE(html.count("<tr>"), 6);
        QVERIFY(html.contains("<td>eta 0.03, &quot;large&quot;</td>"));
    }
};

QTEST_APPLESS_MAIN(TestMetricTables)
#include "tst_metric_tables.moc"
