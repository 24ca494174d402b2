#include "tests/support/drawn_runs.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace unroll;

class TestPlotScale : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void accuraciesAreInPercent() {
        const PlotScale scale(PlotKind::Accuracy);
        QCOMPARE(scale.value(0.925, 7), 92.5);
        QCOMPARE(scale.text(92.5), QString("92.5\u2009%"));
        QCOMPARE(scale.text(std::nan("")), QString("\u2013"));
    }

    void errorRateIsWhatIsMissing() {
        PlotView view;
        view.errorRate = true;
        const PlotScale scale(PlotKind::Accuracy, view);
        QCOMPARE(scale.value(0.925, 7), 7.5);
        QVERIFY(!scale.logarithmic());
        QCOMPARE(scale.text(0.25), QString("0.25\u2009%"));
    }

    void theAxisDoesNotChangeTheValue() {
        PlotView view;
        view.errorRate = view.logarithmicError = view.logarithmicLoss = true;
        QCOMPARE(PlotScale(PlotKind::Accuracy, view).value(1, 0), 0.0);
        QCOMPARE(PlotScale(PlotKind::Accuracy, view).text(0), QString("0.00\u2009%"));
        QCOMPARE(PlotScale(PlotKind::Loss, view).value(1, 0), 0.0);
        QCOMPARE(PlotScale(PlotKind::Loss, view).value(1, 0.5), 0.5);
    }

    void anEpochWithoutErrorsIsOnTheCurve() {
        PlotView view;
        view.errorRate = view.logarithmicError = true;
        DrawnRun run = drawnRun({}, RunRole::Present, 3);
        run.epochs[1].testAccuracy = 1;
        const Curve curve = testCurve(run, PlotScale(PlotKind::Accuracy, view));
        QCOMPARE(curve.size(), 3U);
        QCOMPARE(curve[1], (MetricPoint{2, 0}));
    }

    void positionsFollowTheAxis_data() {
        QTest::addColumn<PlotView::Axis>("axis");
        QTest::addColumn<double>("ofEpoch");
        QTest::addColumn<double>("ofBatch");
        QTest::addColumn<double>("between");
        QTest::newRow("epochs") << PlotView::Axis::Epochs << 2.0 << 0.5 << 1.5;
        QTest::newRow("seconds") << PlotView::Axis::Seconds << 7.0 << 0.25 << 5.0;
        QTest::newRow("images") << PlotView::Axis::Images << 2000.0 << 512.0 << 1500.0;
    }
    void positionsFollowTheAxis() {
        QFETCH(PlotView::Axis, axis);
        PlotView view;
        view.axis = axis;
        const PlotScale scale(PlotKind::Loss, view);
        DrawnRun run = drawnRun({}, RunRole::Compared, 2);
        run.epochs[0].seconds = 3;
        run.epochs[1].seconds = 7;
        QTEST(scale.position(run.epochs[1], run.imagesPerEpoch), "ofEpoch");
        QTEST(scale.position(BatchPoint{0.5, 0.25, 512, 0, 0}), "ofBatch");
        QTEST(scale.position(run, 1.5), "between");
    }

    void secondsGoOnBeyondTheLastEpoch() {
        PlotView view;
        view.axis = PlotView::Axis::Seconds;
        QCOMPARE(PlotScale(PlotKind::Loss, view).position(drawnRun({}, RunRole::Present, 2), 3), 3.0);
        QVERIFY(std::isnan(PlotScale(PlotKind::Loss, view).position(DrawnRun(), 1)));
    }

    void unknownValuesHaveNoPlaceOnACurve() {
        DrawnRun run = drawnRun({}, RunRole::Reference, 3);
        run.epochs[1].testAccuracy = std::nan("");
        const Curve curve = testCurve(run, PlotKind::Accuracy);
        QCOMPARE(curve.size(), 2U);
        QCOMPARE(curve[1].x, 3.0);
        QCOMPARE(trainCurve(run, PlotKind::Accuracy).size(), 3U);
    }

    void valueWhereACurveLeavesTheAxis_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::newRow("before") << 0.0 << 10.0;
        QTest::newRow("between") << 1.5 << 15.0;
        QTest::newRow("on a point") << 2.0 << 20.0;
        QTest::newRow("behind") << 9.0 << 40.0;
    }
    void valueWhereACurveLeavesTheAxis() {
        QFETCH(double, x);
        QTEST(valueAt({{1, 10}, {2, 20}, {4, 40}}, x), "y");
    }
};

QTEST_APPLESS_MAIN(TestPlotScale)
#include "tst_plot_scale.moc"
