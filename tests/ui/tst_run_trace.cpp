#include "ui/state/run_trace.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

namespace {

constexpr std::int64_t batchesPerEpoch = 50;

std::vector<BatchMetrics> batches(std::int64_t count) {
    std::vector<BatchMetrics> all;
    for (std::int64_t step = 1; step <= count; ++step) {
        BatchMetrics batch;
        batch.step = step;
        batch.epoch = (step - 1) / batchesPerEpoch + 1;
        batch.batch = (step - 1) % batchesPerEpoch + 1;
        batch.images = 100;
        batch.seconds = 0.5;
        batch.loss = 1.0 / static_cast<double>(step);
        batch.accuracy = 0.5;
        all.push_back(batch);
    }
    return all;
}

} // namespace

class TestRunTrace : public QObject {
    Q_OBJECT

private slots:
    void aBatchStandsOnEveryAxis() {
        RunTrace trace;
        trace.add(batches(75), batchesPerEpoch);
        QCOMPARE(trace.points().size(), 75U);
        const TracePoint& last = trace.points().back();
        QCOMPARE(last.epoch, 1.5);
        QCOMPARE(last.seconds, 37.5);
        QCOMPARE(last.images, 7500.0);
    }

    void goesOnWhereAnOpenedRunStood() {
        RunTrace trace;
        trace.goOnFrom({.epoch = 2, .seconds = 10, .images = 5000});
        trace.add(batches(1), batchesPerEpoch);
        QCOMPARE(trace.points().front().seconds, 10.5);
        QCOMPARE(trace.points().front().images, 5100.0);
        trace.clear();
        trace.add(batches(1), batchesPerEpoch);
        QCOMPARE(trace.points(), (std::vector<TracePoint>{{0.02, 0.5, 100, 1, 0.5, 0}}));
    }

    void whatWasNotKeptIsCutOff() {
        RunTrace trace;
        trace.add(batches(75), batchesPerEpoch);
        trace.cutAfter(1);
        QCOMPARE(trace.points().size(), 50U);
        QCOMPARE(trace.end().epoch, 1.0);
        QCOMPARE(trace.end().seconds, 25.0);
        trace.cutAfter(2);
        QCOMPARE(trace.points().size(), 50U);
        trace.cutAfter(0);
        QVERIFY(trace.isEmpty());
        QCOMPARE(trace.end().seconds, 0.0);
    }

    void thinningKeepsThePeaksAndTheOrder() {
        RunTrace trace(256);
        auto all = batches(5000);
        all[1234].loss = 99;
        all[2345].accuracy = 0.01;
        all[3456].accuracy = 0.99;
        all[4321].gradientNorm = 7;
        trace.add(all, batchesPerEpoch);
        const auto& points = trace.points();
        QVERIFY(points.size() <= 256);
        QCOMPARE(std::ranges::max(points, {}, &TracePoint::loss).epoch, 1235.0 / batchesPerEpoch);
        QCOMPARE(std::ranges::min(points, {}, &TracePoint::accuracy).epoch, 2346.0 / batchesPerEpoch);
        QCOMPARE(std::ranges::max(points, {}, &TracePoint::accuracy).epoch, 3457.0 / batchesPerEpoch);
        QCOMPARE(std::ranges::max(points, {}, &TracePoint::gradientNorm).epoch, 4322.0 / batchesPerEpoch);
        QCOMPARE(points.back().seconds, 2500.0);
        QVERIFY(std::ranges::is_sorted(points, {}, &TracePoint::epoch));
    }

    // What is smoothed is the mean of all batches, not of the extremes that are left of them.
    void whatStaysStandsForAllThatWent() {
        RunTrace trace(256);
        auto all = batches(5000);
        double sum = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            sum += all[i].loss = i % 8 == 0 ? 9 : 1; // extremes alone would make it 5
        trace.add(all, batchesPerEpoch);
        double count = 0;
        double thinned = 0;
        for (const TracePoint& point : trace.points()) {
            count += point.means.batches;
            thinned += point.means.batches * meanLoss(point);
        }
        QCOMPARE(count, 5000.0);
        QCOMPARE(thinned / count, sum / 5000);
    }
};

QTEST_APPLESS_MAIN(TestRunTrace)
#include "tst_run_trace.moc"
