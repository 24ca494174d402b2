#include "tests/support/drawn_runs.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/read_out_box.h"

#include <QTest>

using namespace unroll;

class TestPlotCursor : public QObject {
    Q_OBJECT

private slots:
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
