#include "ui/plots/growing_range.h"

#include <QTest>

#include <limits>

using namespace unroll;

class TestGrowingRange : public QObject {
    Q_OBJECT

private slots:
    void beginsWhereTheInterestingPartLies() {
        QCOMPARE(GrowingRange(PlotKind::Accuracy).lower(), 50.0);
        QCOMPARE(GrowingRange(PlotKind::Accuracy).upper(), 100.0);
        QCOMPARE(GrowingRange(PlotKind::Loss).lower(), 0.0);
        QCOMPARE(GrowingRange(PlotKind::Loss).upper(), 1.5);
    }

    void theAxisOfEpochsGrowsWithALongRun_data() {
        QTest::addColumn<double>("planned");
        QTest::addColumn<double>("last");
        QTest::addColumn<double>("end");
        QTest::newRow("short, at its start") << 5.0 << 0.0 << 5.0;
        QTest::newRow("short, done") << 5.0 << 5.0 << 5.0;
        QTest::newRow("one epoch") << 1.0 << 0.5 << 1.0;
        QTest::newRow("long, at its start") << 2000.0 << 0.01 << 10.0;
        QTest::newRow("long, at the first end") << 2000.0 << 10.0 << 10.0;
        QTest::newRow("long, behind it") << 2000.0 << 10.01 << 20.0;
        QTest::newRow("fifty") << 2000.0 << 21.0 << 50.0;
        QTest::newRow("hundred") << 2000.0 << 50.5 << 100.0;
        QTest::newRow("two hundred") << 2000.0 << 101.0 << 200.0;
        QTest::newRow("near its end") << 1300.0 << 1200.0 << 1300.0;
        QTest::newRow("beyond its plan") << 5.0 << 7.2 << 8.0;
    }
    void theAxisOfEpochsGrowsWithALongRun() {
        QFETCH(double, planned);
        QFETCH(double, last);
        QFETCH(double, end);
        QCOMPARE(epochAxisEnd(planned, last), end);
    }

    void growsAtOnceToIncludeAnEpoch_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("upper");
        QTest::newRow("inside") << 1.0 << 1.5;
        QTest::newRow("chance") << 2.3 << 2.5;
        QTest::newRow("above") << 2.6 << 5.0;
        QTest::newRow("far above") << 70.0 << 100.0;
        QTest::newRow("diverging") << 1e14 << 1000.0;
    }
    void growsAtOnceToIncludeAnEpoch() {
        QFETCH(double, value);
        GrowingRange range(PlotKind::Loss);
        range.include(value);
        QTEST(range.upper(), "upper");
    }

    void zeroIsBelowALogarithmicAxis() {
        PlotView view;
        view.errorRate = view.logarithmicError = true;
        GrowingRange range(PlotScale(PlotKind::Accuracy, view));
        const AxisRange before = range.range();
        range.include(0);
        for (int picture = 0; picture <= GrowingRange::patience; ++picture)
            range.glance(0);
        QCOMPARE(range.range(), before);
        range.include(0.03);
        QCOMPARE(range.lower(), 0.01);
    }

    void neverShrinks() {
        GrowingRange range(PlotKind::Accuracy);
        range.include(20);
        QCOMPARE(range.lower(), 0.0);
        range.include(90);
        QCOMPARE(range.lower(), 0.0);
        range.reset();
        QCOMPARE(range.lower(), 50.0);
    }

    void traceMayStayOutsideForAMoment() {
        GrowingRange range(PlotKind::Accuracy);
        for (int picture = 1; picture < GrowingRange::patience; ++picture)
            range.glance(10);
        QCOMPARE(range.lower(), 50.0);
        range.glance(10);
        QCOMPARE(range.lower(), 0.0);
    }

    void traceThatEnteredIsForgiven() {
        GrowingRange range(PlotKind::Accuracy);
        for (int picture = 0; picture < 10 * GrowingRange::patience; ++picture)
            range.glance(picture % GrowingRange::patience == 0 ? 80 : 10);
        QCOMPARE(range.lower(), 50.0);
    }

    void passesOverWhatIsNotFinite() {
        GrowingRange range(PlotKind::Loss);
        range.include(std::numeric_limits<double>::infinity());
        range.include(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(range.upper(), 1.5);
    }
};

QTEST_APPLESS_MAIN(TestGrowingRange)
#include "tst_growing_range.moc"
