// The random numbers: the published generator's bits, ranges, distributions, streams and saved states.
#include "engine/tensor/random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

using unroll::Random;

class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void givesThePublishedNumbers();
    void repeatsForTheSameSeedAndStream();
    void differsBetweenSeedsAndStreams();
    void keepsItsFirstNumbers();
    void goesOnFromASavedState();
    void refusesAStateOfZeros();
    void uniformFillsItsInterval();
    void belowIsEven();
    void belowAllowsAnyBound();
    void belowRefusesZero();
    void normalHasTheRightShape();
    void theLogarithmIsTheLibrarys();
    void shuffleKeepsEveryValue();
    void shuffleReachesEveryOrder();
};

// The first numbers of the authors' C program from the state 1, 2, 3, 4.
void TestRandom::givesThePublishedNumbers() {
    Random random(Random::State{1, 2, 3, 4});
    const std::array<std::uint64_t, 10> expected = {11520,
                                                    0,
                                                    1509978240,
                                                    1215971899390074240,
                                                    1216172134540287360,
                                                    607988272756665600,
                                                    16172922978634559625ULL,
                                                    8476171486693032832,
                                                    10595114339597558777ULL,
                                                    2904607092377533576};
    for (const std::uint64_t number : expected) {
        QCOMPARE(random.next(), number);
    }
}

void TestRandom::repeatsForTheSameSeedAndStream() {
    Random first(7, 3);
    Random second(7, 3);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(first.next(), second.next());
    }
}

void TestRandom::differsBetweenSeedsAndStreams() {
    std::set<std::uint64_t> numbers;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        for (std::uint64_t stream = 0; stream < 64; ++stream) {
            numbers.insert(Random(seed, stream).next());
        }
    }
    QCOMPARE(numbers.size(), std::size_t{64 * 64});
}

// Saved runs and the built-in digits depend on these bits: they must never change.
void TestRandom::keepsItsFirstNumbers() {
    Random random(1, 2);
    QCOMPARE(random.next(), std::uint64_t{0x84f02f195ab5fd66});
    QCOMPARE(random.uniform(), 0.2773351105087879);
    QCOMPARE(random.below(1000), std::uint64_t{239});
    QCOMPARE(random.normal(), 0.37077562511983453);
}

void TestRandom::goesOnFromASavedState() {
    Random random(11);
    for (int i = 0; i < 17; ++i) {
        random.normal();
    }
    Random copy(random.state());
    for (int i = 0; i < 17; ++i) {
        QCOMPARE(copy.normal(), random.normal());
    }
    QCOMPARE(copy.state(), random.state());
}

void TestRandom::refusesAStateOfZeros() { QVERIFY_EXCEPTION_THROWN(Random(Random::State{}), std::invalid_argument); }

void TestRandom::uniformFillsItsInterval() {
    Random random(5);
    std::array<int, 20> bins{};
    for (int i = 0; i < 200000; ++i) {
        const double value = random.uniform();
        QVERIFY(value >= 0 && value < 1);
        ++bins[static_cast<std::size_t>(value * 20)];
        const double shifted = random.uniform(-3, 4);
        QVERIFY(shifted >= -3 && shifted <= 4);
    }
    for (const int count : bins) {
        QVERIFY(std::abs(count - 10000) < 500); // five standard deviations
    }
}

void TestRandom::belowIsEven() {
    Random random(6);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70000; ++i) {
        ++counts.at(static_cast<std::size_t>(random.below(7)));
    }
    for (const int count : counts) {
        QVERIFY(std::abs(count - 10000) < 470);
    }
}

// A bound of 3 * 2^62 shows the bias of a plain remainder at once: it would give the lower third twice as often.
void TestRandom::belowAllowsAnyBound() {
    Random random(8);
    const std::uint64_t bound = std::uint64_t{3} << 62;
    int lowerThird = 0;
    for (int i = 0; i < 30000; ++i) {
        const std::uint64_t value = random.below(bound);
        QVERIFY(value < bound);
        lowerThird += value < bound / 3 ? 1 : 0;
    }
    QVERIFY(std::abs(lowerThird - 10000) < 410);
    QCOMPARE(random.below(1), std::uint64_t{0});
}

void TestRandom::belowRefusesZero() {
    Random random(9);
    QVERIFY_EXCEPTION_THROWN(random.below(0), std::invalid_argument);
}

void TestRandom::theLogarithmIsTheLibrarys() {
    for (const double x :
         {1.0, 2.0, 0.5, 1.4142135623730951, 1.4142135623730949, 3.0, 1e-300, 1e300, 0.999999, 1.000001})
        QVERIFY(std::abs(unroll::naturalLogarithm(x) - std::log(x)) <= 4e-16 * std::max(std::abs(std::log(x)), 1e-6));
    Random random(11);
    for (int i = 0; i < 10000; ++i) {
        const double x = random.uniform(1, 784);
        QVERIFY(std::abs(unroll::naturalLogarithm(x) - std::log(x)) <= 4e-16 * std::max(std::log(x), 1.0));
    }
}

void TestRandom::normalHasTheRightShape() {
    Random random(10);
    constexpr int count = 400000;
    std::array<double, 5> moments{};
    int beyondTwo = 0;
    double largest = 0;
    for (int i = 0; i < count; ++i) {
        const double value = random.normal();
        double power = 1;
        for (double& moment : moments) {
            moment += power / count;
            power *= value;
        }
        beyondTwo += std::abs(value) > 2 ? 1 : 0;
        largest = std::max(largest, std::abs(value));
    }
    QVERIFY(std::abs(moments[1]) < 0.008);
    QVERIFY(std::abs(moments[2] - 1) < 0.012);
    QVERIFY(std::abs(moments[3]) < 0.03);
    QVERIFY(std::abs(moments[4] - 3) < 0.08);
    QVERIFY(std::abs(beyondTwo / double{count} - 0.0455) < 0.002);
    QVERIFY(largest > 4 && largest < 7);
}

void TestRandom::shuffleKeepsEveryValue() {
    Random random(12);
    std::vector<int> values(1000);
    std::iota(values.begin(), values.end(), 0);
    const std::vector<int> before = values;
    random.shuffle(std::span(values));
    QVERIFY(values != before);
    std::sort(values.begin(), values.end());
    QCOMPARE(values, before);
}

void TestRandom::shuffleReachesEveryOrder() {
    Random random(13);
    std::array<int, 64> counts{};
    for (int i = 0; i < 24000; ++i) {
        std::array<int, 4> values = {0, 1, 2, 3};
        random.shuffle(std::span<int>(values));
        ++counts[static_cast<std::size_t>(values[0] * 16 + values[1] * 4 + values[2])];
    }
    QCOMPARE(std::count_if(counts.begin(), counts.end(), [](int count) { return count > 840 && count < 1160; }), 24);
}

QTEST_APPLESS_MAIN(TestRandom)
#include "tst_random.moc"
