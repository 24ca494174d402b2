#include "tests/support/sights.h"
#include "ui/inspect/confusion_view.h"
#include "ui/plots/heat_map.h"

#include <QTest>

using namespace unroll;

namespace {

NetworkSight known() { return sightOfTestSet({{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {2, 2}}, 3); }

} // namespace

class TestConfusionView : public QObject {
    Q_OBJECT

private slots:
    void countsRecallAndPrecisionAreThose() {
        const ConfusionMatrix matrix = confusionOf(*known().findings, 3);
        QCOMPARE(matrix.counts, (std::vector<std::int64_t>{2, 1, 0, 3, 1, 0, 0, 0, 1}));
        QCOMPARE(*recallOf(matrix, 0), 2.0 / 3);
        QCOMPARE(*recallOf(matrix, 1), 0.25);
        QCOMPARE(*precisionOf(matrix, 0), 0.4);
        QCOMPARE(*precisionOf(matrix, 2), 1.0);
        QVERIFY(!recallOf({1, {0}}, 0) && !precisionOf({1, {0}}, 0));
    }

    void theSentenceNamesTheWorst() {
        LookFocus focus;
        ConfusionView view(focus);
        view.setSights({known()});
        const QString said = view.sentence().replace(QChar(0x2009), ' ');
        QVERIFY2(said.contains("4 of 8 test images are right (50.0 %)"), qPrintable(said));
        QVERIFY(said.contains(QString::fromUtf8("“1” is taken for “0”, 3 times")));
        QVERIFY(said.contains(QString::fromUtf8("Lowest recall: “1” (25.0 %); lowest precision: “0” (40.0 %)")));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,1,0,3\n"));
    }

    void mistakesHaveTheColoursAndAllCellsTheirNumbers() {
        LookFocus focus;
        ConfusionView view(focus);
        view.setSights({known()});
        const HeatMapCells& cells = view.findChild<HeatMap*>()->cells();
        QCOMPARE(cells.at(0, 0), 0.0F); // the diagonal would outshine them
        QCOMPARE(cells.at(1, 0), 3.0F);
        QCOMPARE(cells.most, 3.0);
        QCOMPARE(cells.texts[0], QString("2"));
        QCOMPARE(cells.texts[2], QString());
    }

    void aCellIsChosenForTheDigits() {
        LookFocus focus;
        ConfusionView view(focus);
        view.setSights({known()});
        emit view.findChild<HeatMap*>()->cellChosen(1, 0);
        QVERIFY(focus.confusion() == (LookFocus::Confusion{1, 0}));
    }
};

QTEST_MAIN(TestConfusionView)
#include "tst_confusion_view.moc"
