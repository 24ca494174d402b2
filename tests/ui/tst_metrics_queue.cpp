#include "ui/training/metrics_queue.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

using namespace unroll;

namespace {

BatchMetrics batchAt(std::int64_t step) {
    BatchMetrics batch;
    batch.epoch = 1;
    batch.batch = batch.step = step;
    batch.images = 100;
    batch.loss = 2 + std::sin(static_cast<double>(step));
    batch.accuracy = 0.5 + 0.4 * std::cos(static_cast<double>(step) * 0.7);
    batch.gradientNorm = 1 + std::sin(static_cast<double>(step) * 0.3);
    batch.seconds = 0.5;
    batch.allocatedBytes = 8;
    return batch;
}

std::vector<BatchMetrics> batchesTo(std::int64_t last) {
    std::vector<BatchMetrics> batches;
    for (std::int64_t step = 1; step <= last; ++step)
        batches.push_back(batchAt(step));
    return batches;
}

EpochMetrics epochAt(std::int64_t number) {
    EpochMetrics epoch;
    epoch.epoch = number;
    return epoch;
}

struct Sums {
    std::int64_t images = 0;
    std::int64_t bytes = 0;
    double seconds = 0;
    bool operator==(const Sums&) const = default;
};

Sums sumsOf(const std::vector<BatchMetrics>& batches) {
    Sums sums;
    for (const BatchMetrics& batch : batches) {
        sums.images += batch.images;
        sums.bytes += batch.allocatedBytes;
        sums.seconds += batch.seconds;
    }
    return sums;
}

bool stepsAscend(const std::vector<BatchMetrics>& batches) {
    return std::ranges::adjacent_find(batches, std::ranges::greater_equal{}, &BatchMetrics::step) == batches.end();
}

} // namespace

class TestMetricsQueue : public QObject {
    Q_OBJECT

private slots:
    void tellsOnlyTheFirstOfWhatWaits() {
        MetricsQueue queue;
        QVERIFY(queue.push(1, batchAt(1)));
        QVERIFY(!queue.push(1, batchAt(2)));
        QVERIFY(!queue.push(1, SessionState::Paused));
        QCOMPARE(queue.take().size(), 2U);
        QVERIFY(queue.take().empty());
        QVERIFY(queue.push(1, batchAt(3)));
    }

    void mergesWhatHappensBetweenTwoCuts() {
        MetricsQueue queue;
        queue.push(1, batchAt(1));
        queue.push(1, batchAt(2));
        queue.push(1, epochAt(1));
        queue.push(1, batchAt(3));
        queue.push(1, epochAt(2));
        const auto news = queue.take();
        QCOMPARE(news.size(), 1U);
        QVERIFY(news.front().batches == batchesTo(3));
        QCOMPARE(news.front().epochs.size(), 2U);
    }

    void cutsWhereAStateARunOrARewindBegins() {
        MetricsQueue queue;
        queue.push(1, batchAt(1));
        queue.push(1, SessionState::Paused);
        queue.pushRewound(1);
        queue.push(1, batchAt(1));
        queue.push(2, RunSetup{});
        queue.push(3, batchAt(1));
        const auto news = queue.take();
        QCOMPARE(news.size(), 5U);
        QVERIFY(!news[0].state);
        QVERIFY(news[1].state == SessionState::Paused);
        QVERIFY(news[1].batches.empty());
        QVERIFY(news[2].rewound);
        QCOMPARE(news[2].batches.size(), 1U);
        QCOMPARE(news[3].run, 2U);
        QVERIFY(news[3].setup);
        QCOMPARE(news[4].run, 3U);
    }

    void noFailureIsLost() {
        MetricsQueue queue;
        queue.push(1, Failure{"First."});
        queue.push(1, Failure{"Second."});
        QVERIFY(queue.take().front().failures == (std::vector{Failure{"First."}, Failure{"Second."}}));
    }

    void losesNothingWhileTheWindowAnswers() {
        MetricsQueue queue;
        std::vector<BatchMetrics> received;
        std::atomic<std::size_t> arrived{0};
        std::atomic<bool> done{false};
        std::thread worker([&] {
            for (std::size_t step = 1; step <= 20000; ++step) {
                while (step - arrived > 8000) // further ahead than the window lags
                    std::this_thread::yield();
                queue.push(1, batchAt(static_cast<std::int64_t>(step)));
            }
            done = true;
        });
        const auto drain = [&] {
            for (const RunNews& news : queue.take())
                received.insert(received.end(), news.batches.begin(), news.batches.end());
            arrived = received.size();
        };
        while (!done)
            drain();
        worker.join();
        drain();
        QVERIFY(received == batchesTo(20000));
    }

    void staysBoundedWhileTheWindowIsBusy() {
        constexpr std::size_t capacity = 1000;
        constexpr std::int64_t last = 1000000;
        MetricsQueue queue(capacity);
        double lowest = 1e9;
        double highest = -1e9;
        Sums sums;
        for (std::int64_t step = 1; step <= last; ++step) {
            const BatchMetrics batch = batchAt(step);
            lowest = std::min(lowest, batch.loss);
            highest = std::max(highest, batch.loss);
            sums.images += batch.images;
            sums.bytes += batch.allocatedBytes;
            sums.seconds += batch.seconds;
            queue.push(1, batch);
        }
        const auto news = queue.take();
        QCOMPARE(news.size(), 1U);
        const auto& batches = news.front().batches;
        QVERIFY(batches.size() <= capacity);
        QVERIFY(batches.size() > 100);
        QCOMPARE(batches.back().step, last);
        QVERIFY(stepsAscend(batches));
        QVERIFY(sumsOf(batches) == sums);
        const auto [low, high] = std::ranges::minmax_element(batches, {}, &BatchMetrics::loss);
        QCOMPARE(low->loss, lowest);
        QCOMPARE(high->loss, highest);
    }
};

QTEST_APPLESS_MAIN(TestMetricsQueue)
#include "tst_metrics_queue.moc"
