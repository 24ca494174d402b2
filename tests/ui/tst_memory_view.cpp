#include "tests/support/sights.h"
#include "ui/inspect/memory_view.h"
#include "ui/plots/heat_map.h"
#include "ui/widgets/flat_button.h"

#include <QTest>

using namespace unroll;

namespace {

// Two cells, four units: 1 and 3 go alike, and so do 2 and 4.
FoundArray states() {
    return {.quantity = Quantity::States,
            .rows = 2,
            .columns = 4,
            .values = {0.1F, 0.5F, 0.2F, 0.4F, -0.1F, 0.5F, -0.2F, 0.4F}};
}

FoundArray gate(const std::string& name) {
    return {
        .quantity = Quantity::Gates, .gate = name, .rows = 2, .columns = 4, .values = {1, 1, 1, 1, 0, 0, 0.5F, 0.5F}};
}

} // namespace

class TestMemoryView : public QObject {
    Q_OBJECT

private slots:
    void unitsThatAreAlikeStandTogether() { QCOMPARE(unitsByLikeness(states()), (std::vector<int>{0, 2, 1, 3})); }

    void everyUnitIsARow() {
        LookFocus focus;
        MemoryView view(focus);
        view.setSights({sightWith({states()}, 2, 4, 10)});
        const HeatMapCells& cells = view.findChild<HeatMap*>()->cells();
        QCOMPARE(cells.rows, 4);
        QCOMPARE(cells.at(2, 1), -0.2F);
        QVERIFY(cells.colours == HeatMapCells::Colours::Signed);
        QCOMPARE(cells.least, -1.0);
        QVERIFY(view.sentence().contains("unit 2 after cell 1"));
        QCOMPARE(QString::fromStdString(view.table()).split('\n').at(5), QString("1 vanilla,state,1,2,1,-0.1"));
    }

    void gatesAreOffered() {
        LookFocus focus;
        MemoryView view(focus);
        view.setSights({sightWith({states(), gate("forget gate"), gate("input gate")}, 2, 4, 10)});
        FlatButton* forget = nullptr;
        for (FlatButton* button : view.findChildren<FlatButton*>())
            if (button->text() == "forget")
                forget = button;
        QVERIFY(forget);
        forget->click();
        const HeatMapCells& cells = view.findChild<HeatMap*>()->cells();
        QCOMPARE(cells.at(2, 1), 0.5F);
        QCOMPARE(cells.least, 0.0);
        QVERIFY2(view.sentence().contains("open (> 0.99) at 50 %"), qPrintable(view.sentence()));
        QVERIFY(view.sentence().contains("closed (< 0.01) at 25 %"));
    }

    void aRowIsTheUnitOfAllViews() {
        LookFocus focus;
        MemoryView view(focus);
        view.setSights({sightWith({states()}, 2, 4, 10)});
        emit view.findChild<HeatMap*>()->rowChosen(2);
        QCOMPARE(focus.unit(), 2);
    }
};

QTEST_MAIN(TestMemoryView)
#include "tst_memory_view.moc"
