#include "ui/runs/run_rows_text.h"

#include "tests/support/run_samples.h"

#include <QLocale>
#include <QTest>

using namespace unroll;

class TestRunRowsText : public QObject {
    Q_OBJECT

private slots:
    void rowsAreAsTheWindowShowsThem() {
        QLocale::setDefault(QLocale::c());
        RunList list;
        const RunId run = addRun(list, 0.1, 0.926);
        list.rename(run, "a <b>");
        list.setNote(run, "two\tcells");
        const RunId group = addGroup(list, 0.3, {0.92, 0.926, 0.923});
        const QStringList lines = runRowsText(list, {group, run}).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].section('\t', 0, 2), QString("Runs\tSetting\tAccuracy"));
        QCOMPARE(lines[1].section('\t', 0, 2), QStringLiteral("2  3 seeds\teta 0.3\t92.3\u2009\u00b1\u20090.3\u2009%"));
        QVERIFY(lines[2].startsWith("1  a <b>\t") && lines[2].endsWith("\ttwo cells"));
        QCOMPARE(lines[2].count('\t'), lines[0].count('\t'));
        const QString html = runRowsHtml(list, {run});
        QCOMPARE(html.count("<tr>"), 2);
        QVERIFY(html.contains("<td>1  a &lt;b&gt;</td>"));
    }
};

QTEST_APPLESS_MAIN(TestRunRowsText)
#include "tst_run_rows_text.moc"
