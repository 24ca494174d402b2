#include "tests/support/sights.h"
#include "ui/inspect/answers_view.h"
#include "ui/plots/heat_map.h"

#include <QTest>

using namespace unroll;

namespace {

// Three cells, three classes: 1, then 0, then 2 for sure.
FoundArray answers() {
    return {.quantity = Quantity::CellAnswers,
            .rows = 3,
            .columns = 3,
            .values = {0.2F, 0.5F, 0.3F, 0.6F, 0.2F, 0.2F, 0.03F, 0.02F, 0.95F}};
}

} // namespace

class TestAnswersView : public QObject {
    Q_OBJECT

private slots:
    void theOrderOfAnswersIsTold_data() {
        QTest::addColumn<std::vector<float>>("values"); // of two classes, cell by cell
        QTest::addColumn<int>("label");
        QTest::addColumn<QString>("text");
        QTest::newRow("sure at once") << std::vector<float>{0.05F, 0.95F, 0.02F, 0.98F} << 1
                                      << QString::fromUtf8("Sure of “1” from cell 1 (98.0 % at the end): right.");
        QTest::newRow("a change of mind")
            << std::vector<float>{0.6F, 0.4F, 0.08F, 0.92F} << 0
            << QString::fromUtf8("“0” until cell 1; sure of “1” from cell 2 (92.0 % at the end): wrong, it is “0”.");
        QTest::newRow("never sure") << std::vector<float>{0.4F, 0.6F, 0.3F, 0.7F} << 1
                                    << QString::fromUtf8("“1” at the end, never sure (70.0 %): right.");
        QTest::newRow("not sure any more") << std::vector<float>{0.05F, 0.95F, 0.3F, 0.7F} << 1
                                           << QString::fromUtf8("“1” at the end, never sure (70.0 %): right.");
    }
    void theOrderOfAnswersIsTold() {
        QFETCH(std::vector<float>, values);
        QFETCH(int, label);
        const FoundArray array{.quantity = Quantity::CellAnswers, .rows = 2, .columns = 2, .values = values};
        NetworkSight sight = sightWith({}, 2, 1, 2);
        sight.label = label;
        QFETCH(QString, text);
        QCOMPARE(answersText(array, sight).replace(QChar(0x2009), ' '), text);
    }

    void everyClassIsARowAndEveryCellAColumn() {
        LookFocus focus;
        AnswersView view(focus);
        view.setSights({sightWith({answers()}, 3, 1, 3)});
        const auto* map = view.findChild<HeatMap*>();
        QCOMPARE(map->cells().rows, 3);
        QCOMPARE(map->cells().columns, 3);
        QCOMPARE(map->cells().at(2, 2), 0.95F);
        QCOMPARE(map->cells().at(0, 1), 0.6F);
        QCOMPARE(QString::fromStdString(view.table()).split('\n').at(3), QString("1 vanilla,1,2,0.3"));
        QVERIFY(view.accessibleDescription().contains("1 vanilla"));
    }

    void aColumnIsTheCellOfAllViews() {
        LookFocus focus;
        AnswersView view(focus);
        view.setSights({sightWith({answers()}, 3, 1, 3)});
        auto* map = view.findChild<HeatMap*>();
        QTest::keyClick(map, Qt::Key_Home);
        QCOMPARE(focus.cell(), std::optional(0));
        QTest::keyClick(map, Qt::Key_Right);
        QCOMPARE(focus.cell(), std::optional(1));
        QTest::keyClick(map, Qt::Key_End);
        QCOMPARE(focus.cell(), std::optional(2));
    }

    void twoNetworksStandBelowEachOther() {
        LookFocus focus;
        AnswersView view(focus);
        NetworkSight other = sightWith({answers()}, 3, 1, 3);
        other.run = "2 LSTM";
        view.setSights({sightWith({answers()}, 3, 1, 3), other}); // which say the same: it is said once
        QVERIFY(!view.sentence().contains("2 LSTM"));
        QCOMPARE(view.findChildren<HeatMap*>().back()->cells().rowLabel, QString("2 LSTM: class"));
        other.label = 2;
        view.setSights({sightWith({answers()}, 3, 1, 3), other});
        QCOMPARE(view.findChildren<HeatMap*>().size(), 2);
        QVERIFY(view.sentence().contains("2 LSTM: "));
        view.setSights({other});
        QVERIFY(view.findChildren<HeatMap*>().back()->isHidden());
    }

    void whatIsNotThereIsSaid() {
        LookFocus focus;
        AnswersView view(focus);
        NetworkSight sight = sightWith({}, 3, 1, 3);
        sight.findings.reset();
        sight.absence = "Its weights are no longer in memory.";
        view.setSights({sight});
        QCOMPARE(view.sentence(), sight.absence);
        QCOMPARE(view.findChild<HeatMap*>()->cells().columns, 0);
    }
};

QTEST_MAIN(TestAnswersView)
#include "tst_answers_view.moc"
