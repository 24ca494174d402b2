#include "tests/support/sights.h"
#include "ui/inspect/cell_view.h"
#include "ui/inspect/figure_sheet.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

namespace {

NetworkSight ofLstm() {
    NetworkSight sight = sightWith({}, 4, 3, 3);
    sight.kind = "lstm";
    sight.cell = "LSTM";
    CellAnatomy anatomy{.layer = 1, .cell = 2, .unit = 3};
    anatomy.lines = {
        {"cell 2: forget gate", "affine", {{"w * x", 0.25}, {"u * h", -0.5}, {"b", 0.125}}, -0.125, 0.01},
        {"cell 2: forget gate", "sigmoid", {{"a", -0.125}}, 0.469, -0.02},
        {"cell 2: multiply_add", "multiply_add", {{"f", 0.469}, {"c", -1}, {"i", 0.5}, {"g", 0.25}}, -0.344, 0.5},
        {"cell 2: multiply", "multiply", {{"o", 0.5}, {"t", -0.331}}, -0.166, 0.0625}};
    Findings findings;
    findings.study = std::make_shared<const StudyResult>(std::move(anatomy));
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

} // namespace

class TestCellView : public QObject {
    Q_OBJECT

private slots:
    void numbersStandInTheFormula() {
        LookFocus focus;
        CellView view(focus);
        view.setSights({ofLstm()});
        const QString said = view.findChild<FigureSheet*>()->accessibleDescription();
        for (const char* part : {"sum for forget gate", "0.250 − 0.500 + 0.125", "σ(−0.125)",
                                 "0.469 · (−1.000) + 0.500 · 0.250", "c = f c′ + i g", "h, the state"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), part);
        QVERIFY2(view.sentence().startsWith("Unit 3 of layer 1 at cell 2 of 4") && view.sentence().contains("0.0625"),
                 qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table())
                    .contains("1 vanilla,1,2,3,cell 2: forget gate,sigmoid,a -0.125,0.469,-0.02\n"));
    }

    void itFollowsCellAndUnit() {
        LookFocus focus;
        CellView view(focus);
        view.setSights({ofLstm()});
        QSignalSpy wishes(&view, &InsideView::wishChanged);
        focus.setCell(1);
        focus.setUnit(0, 5);
        QCOMPARE(wishes.size(), 2);
        const auto study = std::get<CellStudy>(*view.wish().study);
        QCOMPARE(study.cell, 2);
        QCOMPARE(study.unit, 6);
        QCOMPARE(study.layer, 1);
    }
};

QTEST_MAIN(TestCellView)
#include "tst_cell_view.moc"
