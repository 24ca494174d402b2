#include "tests/support/sights.h"
#include "ui/inspect/check_view.h"
#include "ui/inspect/figure_sheet.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

namespace {

NetworkSight checked(double error) {
    NetworkSight sight = sightWith({}, 2, 2, 3);
    NetworkCheck check{.images = 1, .loss = 1};
    check.parameters = {{.name = "rnn.weight_hh_l0",
                         .elements = 8,
                         .error = error,
                         .sumError = 1e-12,
                         .singleError = 1e-6,
                         .shares = {{.cell = 1, .elements = 8, .error = error / 2},
                                    {.cell = 2, .elements = 8, .error = error, .row = 3, .column = 1}}}};
    Findings findings;
    findings.study = std::make_shared<const StudyResult>(std::move(check));
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

} // namespace

class TestCheckView : public QObject {
    Q_OBJECT

private slots:
    // It takes a while: nothing is asked before somebody presses, and of another image not again.
    void itChecksAtAPress() {
        LookFocus focus;
        CheckView view(focus);
        view.setSights({sightWith({}, 2, 2, 3)});
        QVERIFY(!view.wish().asks());
        NetworkSight nothing = sightWith({}, 2, 2, 3);
        nothing.findings.reset();
        view.setSights({nothing});
        QVERIFY2(view.sentence().startsWith("Press"), qPrintable(view.sentence()));
        QSignalSpy wishes(&view, &InsideView::wishChanged);
        for (QAbstractButton* button : view.findChildren<QAbstractButton*>())
            if (button->text() == "Check the gradient")
                button->click();
        QCOMPARE(wishes.size(), 1);
        QVERIFY(std::holds_alternative<CheckStudy>(*view.wish().study));
        focus.setSubject(TestImage{4});
        QVERIFY(!view.wish().asks());
    }

    void theWorstEntryIsSaid() {
        LookFocus focus;
        CheckView view(focus);
        view.setSights({checked(2e-9)});
        QVERIFY2(view.sentence().startsWith("Every gradient is right") && view.sentence().contains("2.0e-09"),
                 qPrintable(view.sentence()));
        QVERIFY(view.findChild<FigureSheet*>()->accessibleDescription().contains("cell 2, element [4, 2]"));
        view.setSights({checked(2e-3)});
        QVERIFY2(view.sentence().startsWith("A gradient is wrong"), qPrintable(view.sentence()));
    }
};

QTEST_MAIN(TestCheckView)
#include "tst_check_view.moc"
