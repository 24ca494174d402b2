// An epoch's order and its batches.
#include "engine/data/batches.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

using unroll::Batches;

namespace {

std::vector<std::uint32_t> orderOf(const Batches& batches) {
    std::vector<std::uint32_t> order;
    for (std::int64_t i = 0; i < batches.count(); ++i) {
        const auto batch = batches.batch(i);
        order.insert(order.end(), batch.begin(), batch.end());
    }
    return order;
}

std::vector<std::uint32_t> ascending(std::int64_t count) {
    std::vector<std::uint32_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private slots:
    void cutsAnEpoch_data();
    void cutsAnEpoch();
    void keepsTheOrderWithoutShuffling();
    void dependsOnSeedAndEpochAlone();
    void differsBetweenEpochsAndSeeds();
    void keepsItsMemory();
    void refusesWhatCanNotBe_data();
    void refusesWhatCanNotBe();
    void refusesABatchThatIsNotThere();
};

void TestBatches::cutsAnEpoch_data() {
    QTest::addColumn<qint64>("images");
    QTest::addColumn<qint64>("batchSize");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("last");
    QTest::newRow("even") << qint64{128} << qint64{64} << qint64{2} << qint64{64};
    QTest::newRow("with a rest") << qint64{130} << qint64{64} << qint64{3} << qint64{2};
    QTest::newRow("one image") << qint64{1} << qint64{64} << qint64{1} << qint64{1};
    QTest::newRow("batches of one") << qint64{5} << qint64{1} << qint64{5} << qint64{1};
    QTest::newRow("larger than the set") << qint64{10} << qint64{1} * 9000000000000000000 << qint64{1} << qint64{10};
    QTest::newRow("MNIST") << qint64{60000} << qint64{64} << qint64{938} << qint64{32};
}

void TestBatches::cutsAnEpoch() {
    QFETCH(qint64, images);
    QFETCH(qint64, batchSize);
    QFETCH(qint64, count);
    QFETCH(qint64, last);
    Batches batches(images, batchSize, 3, true);
    batches.startEpoch(1);
    QCOMPARE(batches.count(), count);
    QCOMPARE(batches.batch(count - 1).size(), static_cast<std::size_t>(last));
    std::vector<std::uint32_t> order = orderOf(batches);
    std::sort(order.begin(), order.end());
    QCOMPARE(order, ascending(images));
}

void TestBatches::keepsTheOrderWithoutShuffling() {
    Batches batches(100, 7, 3, false);
    QCOMPARE(orderOf(batches), ascending(100));
    batches.startEpoch(4);
    QCOMPARE(orderOf(batches), ascending(100));
}

void TestBatches::dependsOnSeedAndEpochAlone() {
    Batches first(1000, 64, 9, true);
    Batches second(1000, 10, 9, true);
    QCOMPARE(orderOf(first), ascending(1000));
    for (std::int64_t epoch = 1; epoch <= 3; ++epoch) {
        first.startEpoch(epoch);
    }
    second.startEpoch(3);
    QCOMPARE(orderOf(first), orderOf(second));
}

void TestBatches::differsBetweenEpochsAndSeeds() {
    Batches batches(1000, 64, 9, true);
    batches.startEpoch(1);
    const std::vector<std::uint32_t> first = orderOf(batches);
    QVERIFY(first != ascending(1000));
    batches.startEpoch(2);
    QVERIFY(orderOf(batches) != first);
    Batches other(1000, 64, 10, true);
    other.startEpoch(1);
    QVERIFY(orderOf(other) != first);
}

void TestBatches::keepsItsMemory() {
    Batches batches(1000, 64, 9, true);
    const std::uint32_t* before = batches.batch(0).data();
    batches.startEpoch(1);
    QCOMPARE(batches.batch(0).data(), before);
    QCOMPARE(batches.batch(1).data(), before + 64);
}

void TestBatches::refusesWhatCanNotBe_data() {
    QTest::addColumn<qint64>("images");
    QTest::addColumn<qint64>("batchSize");
    QTest::newRow("no images") << qint64{0} << qint64{1};
    QTest::newRow("fewer than none") << qint64{-1} << qint64{1};
    QTest::newRow("too many for 32 bits") << (qint64{1} << 32) + 1 << qint64{1};
    QTest::newRow("empty batches") << qint64{1} << qint64{0};
}

void TestBatches::refusesWhatCanNotBe() {
    QFETCH(qint64, images);
    QFETCH(qint64, batchSize);
    QVERIFY_EXCEPTION_THROWN(Batches(images, batchSize, 1, true), std::invalid_argument);
}

void TestBatches::refusesABatchThatIsNotThere() {
    const Batches batches(10, 4, 1, false);
    QVERIFY_EXCEPTION_THROWN(batches.batch(3), std::out_of_range);
    QVERIFY_EXCEPTION_THROWN(batches.batch(-1), std::out_of_range);
}

QTEST_APPLESS_MAIN(TestBatches)
#include "tst_batches.moc"
