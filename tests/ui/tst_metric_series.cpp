#include "ui/state/metric_series.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace unroll;

namespace {

MetricSeries waveOf(int count) {
    MetricSeries series;
    for (int i = 0; i < count; ++i)
        series.append({i * 1e-3, std::sin(i * 0.37)});
    return series;
}

bool ascends(const std::vector<MetricPoint>& points) { return std::ranges::is_sorted(points, {}, &MetricPoint::x); }

} // namespace

class TestMetricSeries : public QObject {
    Q_OBJECT

private slots:
    void fewPointsAreDrawnAsTheyAre() {
        const MetricSeries series = waveOf(1000);
        QCOMPARE(series.size(), 1000U);
        QVERIFY(series.drawn(0, 1) == series.points());
        QVERIFY(MetricSeries().drawn(0, 1).empty());
    }

    void drawingAMillionPointsIsBounded_data() {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("all") << 0.0 << 1000.0;
        QTest::newRow("wider than all") << -1e9 << 1e9;
        QTest::newRow("the first half") << 0.0 << 500.0;
        QTest::newRow("the end") << 990.0 << 1000.0;
        QTest::newRow("a few points") << 300.0 << 300.01;
    }
    void drawingAMillionPointsIsBounded() {
        QFETCH(double, from);
        QFETCH(double, to);
        static const MetricSeries series = waveOf(1000003);
        constexpr std::size_t most = 2000;
        const auto drawn = series.drawn(from, to, most);
        QVERIFY2(drawn.size() <= most + 3, qPrintable(QString::number(drawn.size())));
        QVERIFY(ascends(drawn));
        const auto visible = static_cast<double>(std::ranges::count_if(
            series.points(), [&](const MetricPoint& point) { return point.x >= from && point.x <= to; }));
        QVERIFY(static_cast<double>(drawn.size()) >= std::min(visible, most / 4.0));
    }

    void memoryIsBoundedAndNoPeakIsLost() {
        for (const int peak : {0, 5, 63, 64, 1000, 8191, 8192, 99998, 99999}) {
            MetricSeries series(256);
            for (int i = 0; i < 100000; ++i)
                series.append({static_cast<double>(i), i == peak ? 10.0 : i == 50000 ? -10.0 : 0.0});
            QVERIFY(series.size() <= 256);
            QVERIFY2(std::ranges::count(series.points(), MetricPoint{static_cast<double>(peak), 10.0}) == 1,
                     qPrintable(QString::number(peak)));
            QCOMPARE(std::ranges::count(series.points(), MetricPoint{50000.0, -10.0}), 1);
            QVERIFY(ascends(series.points()));
            QCOMPARE(series.points().back().x, 99999.0);
            QVERIFY(ascends(series.drawn(0, 1e6, 16)));
            QCOMPARE(series.highest(), 10.0);
        }
    }

    void everyPeakIsDrawn() {
        for (const int peak : {0, 1, 7, 8, 4095, 99999, 123456, 199998, 199999}) {
            MetricSeries series;
            for (int i = 0; i < 200000; ++i)
                series.append({static_cast<double>(i), i == peak ? 10.0 : i == 50000 ? -10.0 : 0.0});
            const auto drawn = series.drawn(0, 200000, 500);
            QVERIFY(drawn.size() <= 503);
            QVERIFY2(std::ranges::count(drawn, MetricPoint{static_cast<double>(peak), 10.0}) == 1,
                     qPrintable(QString::number(peak)));
            QCOMPARE(std::ranges::count(drawn, MetricPoint{50000.0, -10.0}), 1);
            QCOMPARE(series.highest(), 10.0);
            QCOMPARE(series.lowest(), -10.0);
        }
    }

    void bothEndsAreAlwaysDrawn() {
        MetricSeries series;
        for (int i = 0; i < 5000; ++i) {
            series.append({static_cast<double>(i), std::sin(i * 0.1 + 0.5)});
            const auto drawn = series.drawn(-1, 1e9, 50);
            QVERIFY(drawn.front() == series.points().front());
            QVERIFY(drawn.back() == series.points().back());
        }
    }

    void linesReachTheEdges() {
        const MetricSeries series = waveOf(100);
        const auto drawn = series.drawn(0.0105, 0.0205);
        QVERIFY(drawn.front() == series.points()[10]);
        QVERIFY(drawn.back() == series.points()[21]);
        const auto between = series.drawn(0.0302, 0.0304);
        QCOMPARE(between.size(), 2U);
    }

    void leavesOutWhatHasNoPlaceOnACurve() {
        MetricSeries series;
        series.append({1, 0.5});
        series.append({2, std::nan("")});
        series.append({2, std::numeric_limits<double>::infinity()});
        series.append({std::nan(""), 1});
        series.append({0.5, 3});
        QCOMPARE(series.size(), 1U);
        series.append({1, 0.25});
        QCOMPARE(series.size(), 2U);
        QCOMPARE(series.lowest(), 0.25);
        QCOMPARE(series.highest(), 0.5);
    }

    void clearForgetsEverything() {
        MetricSeries series = waveOf(1000);
        series.clear();
        QVERIFY(series.isEmpty());
        QVERIFY(series.drawn(-1, 1, 10).empty());
        QCOMPARE(series.highest(), 0.0);
        const std::vector<MetricPoint> points{{0, -3}, {1, -2}};
        series.append(points);
        QVERIFY(series.points() == points);
        QCOMPARE(series.highest(), -2.0);
    }

    void batchesStandWithinTheirEpoch_data() {
        QTest::addColumn<int>("epoch");
        QTest::addColumn<int>("batch");
        QTest::addColumn<double>("position");
        QTest::newRow("first") << 1 << 1 << 1.0 / 600;
        QTest::newRow("end of the first epoch") << 1 << 600 << 1.0;
        QTest::newRow("middle of the third") << 3 << 300 << 2.5;
    }
    void batchesStandWithinTheirEpoch() {
        QFETCH(int, epoch);
        QFETCH(int, batch);
        QFETCH(double, position);
        BatchMetrics metrics;
        metrics.epoch = epoch;
        metrics.batch = batch;
        QCOMPARE(epochPosition(metrics, 600), position);
    }
};

QTEST_APPLESS_MAIN(TestMetricSeries)
#include "tst_metric_series.moc"
