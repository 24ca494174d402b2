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
