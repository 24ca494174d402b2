#include "ui/plots/curve_clip.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestCurveClip : public QObject {
    Q_OBJECT

private slots:
    void whatLiesInsideStays() {
        const Curve line{{1, 1}, {2, 3}, {3, 2}};
        QVERIFY(clipped(line, {0, 5}, {0, 5}, false) == line);
        QVERIFY(clipped({{1, 1}}, {0, 5}, {0, 5}, false) == (Curve{{1, 1}}));
    }

    void whatLiesOutsideGoes_data() {
        QTest::addColumn<Curve>("line");
        QTest::newRow("nothing") << Curve{};
        QTest::newRow("a point") << Curve{{9, 9}};
        QTest::newRow("above") << Curve{{1, 9}, {2, 8}};
        QTest::newRow("past a corner") << Curve{{-3, 4}, {2, 9}};
        QTest::newRow("level, below") << Curve{{1, -1}, {2, -1}};
    }
    void whatLiesOutsideGoes() {
        QFETCH(Curve, line);
        QVERIFY(clipped(line, {0, 5}, {0, 5}, false).empty());
    }

    void linesEndAtTheEdges() {
        QVERIFY(clipped({{0, 0}, {10, 10}}, {2, 4}, {0, 5}, false) == (Curve{{2, 2}, {4, 4}}));
        QVERIFY(clipped({{1, -2}, {3, 2}}, {0, 5}, {0, 5}, false) == (Curve{{2, 0}, {3, 2}}));
    }

    void aLineThatLeavesAndComesBackIsTwo() {
        const Curve parts = clipped({{0, 4}, {2, 8}, {4, 4}}, {0, 5}, {0, 6}, false);
        QCOMPARE(parts.size(), 5U);
        QVERIFY(parts[1] == (MetricPoint{1, 6}));
        QVERIFY(std::isnan(parts[2].y));
        QVERIFY(parts[3] == (MetricPoint{3, 6}));
    }

    void zeroLiesBelowALogarithmicAxis() {
        const Curve parts = clipped({{0, 1}, {1, 0}, {2, 1}}, {0, 5}, {0.01, 100}, true);
        QCOMPARE(parts.size(), 5U); // down, a gap, and up again
        QVERIFY(std::abs(parts[1].y - 0.01) < 1e-9);
        QVERIFY(parts[1].x < 1 && parts[1].x > 0.4);
        QVERIFY(std::isnan(parts[2].y) && std::isfinite(parts[2].x));
        QVERIFY(std::abs(parts[3].y - 0.01) < 1e-9);
        QVERIFY(clipped({{0, 0}, {1, 0}}, {0, 5}, {0.01, 100}, true).empty());
    }

    void logarithmicLinesAreStraightInTheLogarithm() {
        const Curve parts = clipped({{0, 1}, {2, 100}}, {0, 1}, {0.1, 1000}, true);
        QCOMPARE(parts.size(), 2U);
        QVERIFY(std::abs(parts[1].y - 10) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TestCurveClip)
#include "tst_curve_clip.moc"
