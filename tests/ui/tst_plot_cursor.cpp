#include "tests/support/drawn_runs.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/read_out_box.h"

#include <QTest>

using namespace unroll;

class TestPlotCursor : public QObject {
    Q_OBJECT

private slots:
    void readsOutDeviationsAndChangesOfEachRun() {
        MetricChart chart(PlotKind::Loss);
        DrawnRun group = drawnRun("five seeds", RunRole::Compared, 3);
        group.deviations = group.epochs;
        for (EpochMetrics& deviation : group.deviations)
            deviation.testLoss = 0.00265;
        group.changes = {{1.5, "eta 0.03"}};
        chart.setRuns({group});
        DrawnRun present = drawnRun("mine", RunRole::Present, 3);
        present.changes = {{2, "eta 0.2"}};
        chart.beginRun(present, 10);
        chart.showCursor(2);
        const ReadOut& readOut = chart.readOutBox().readOut();
        QCOMPARE(readOut.rows.at(1).test, QString("0.500 \u00b1 0.003"));
        QCOMPARE(readOut.changes, (QStringList{"mine: eta 0.2", "five seeds: eta 0.03"}));
    }

    void anEpochWithoutErrorsIsReadOut() {
        MetricChart chart(PlotKind::Accuracy);
        PlotView view;
        view.errorRate = view.logarithmicError = true;
        chart.setView(view);
        DrawnRun run = drawnRun("mine", RunRole::Present, 3);
        run.epochs[1].testAccuracy = 1;
        chart.beginRun(run, 10);
        chart.showCursor(2);
        QCOMPARE(chart.readOutBox().readOut().rows.at(0).test, QString("0.00\u2009%"));
    }

    void boxLeavesTheAxisLabelsFree_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("narrow") << 360;
        QTest::newRow("small window") << 520;
        QTest::newRow("usual") << 830;
    }
    void boxLeavesTheAxisLabelsFree() {
        QFETCH(int, width);
        MetricChart chart(PlotKind::Accuracy);
        chart.resize(width, 240);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.setReferences({drawnRun("The paper's own", RunRole::Reference, 10, 0.6)});
        chart.setRuns({drawnRun("a run with quite a long name", RunRole::Compared, 10, 0.7)});
        chart.beginRun(drawnRun({}, RunRole::Present, 0), 10);
        chart.setPlannedEpochs(10);
        chart.addEpochs(drawnRun({}, RunRole::Present, 10).epochs);
        chart.replot();
        for (std::int64_t epoch = 1; epoch <= 10; ++epoch) {
            chart.showCursor(epoch);
            const QRect box = chart.readOutBox().geometry();
            QVERIFY(chart.readOutBox().isVisible());
            QVERIFY2(box.left() > chart.axisRect()->left(), qPrintable(QString::number(epoch)));
            const int line = qRound(chart.xAxis->coordToPixel(static_cast<double>(epoch)));
            const bool besideLine = box.left() > line || box.right() < line;
            QVERIFY2(besideLine || width < 400, qPrintable(QString::number(epoch)));
        }
    }
};

QTEST_MAIN(TestPlotCursor)
#include "tst_plot_cursor.moc"
