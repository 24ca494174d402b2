#include "tests/support/sights.h"
#include "ui/inspect/figure_sheet.h"
#include "ui/inspect/ledger_view.h"

#include <QTest>

using namespace unroll;

class TestLedgerView : public QObject {
    Q_OBJECT

private slots:
    void rowsAddUp() {
        NetworkSight sight = sightWith({}, 2, 2, 3);
        TapeLedger ledger{.forwardSeconds = 30e-6, .backwardSeconds = 60e-6, .bytes = 3072};
        ledger.rows = {{"affine", 4, 20e-6, 50e-6, 2048}, {"tanh", 4, 10e-6, 10e-6, 512}, {"", 0, 0, 0, 512}};
        Findings findings;
        findings.study = std::make_shared<const StudyResult>(ledger);
        sight.findings = std::make_shared<const Findings>(std::move(findings));
        LookFocus focus;
        LedgerView view(focus);
        view.setSights({sight});
        const QString said = view.findChild<FigureSheet*>()->accessibleDescription();
        QVERIFY2(said.contains(QString::fromUtf8("operation together, forward, µs 30, backward, µs 60, 8 times")),
                 qPrintable(said));
        QVERIFY2(view.sentence().contains("30") && view.sentence().contains("affine") &&
                     view.sentence().contains("77.8") && view.sentence().contains("2.0 times"),
                 qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,rest,0,0,0,512\n"));
    }
};

QTEST_MAIN(TestLedgerView)
#include "tst_ledger_view.moc"
