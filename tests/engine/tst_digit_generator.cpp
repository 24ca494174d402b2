// The built-in digits: balanced, the same bytes for the same seed, and as like handwriting as numbers can tell.
#include "engine/data/digit_generator.h"
#include "engine/data/digit_ways.h"
#include "engine/data/loading_stop.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace unroll;

namespace {

const Dataset& digits() {
    static const Dataset dataset = generateDigits({.trainImages = 20000, .testImages = 4000});
    return dataset;
}

struct Statistics {
    double mean = 0; // of pixels scaled to 0...1
    double deviation = 0;
    double inked = 0; // share of pixels that are not blank
};

Statistics statisticsOf(const std::vector<std::uint8_t>& pixels) {
    const auto count = static_cast<double>(pixels.size());
    double sum = 0;
    double squares = 0;
    for (const std::uint8_t pixel : pixels) {
        sum += pixel / 255.0;
        squares += pixel / 255.0 * pixel / 255.0;
    }
    const double mean = sum / count;
    const auto blank = std::count(pixels.begin(), pixels.end(), std::uint8_t{0});
    return {mean, std::sqrt(squares / count - mean * mean), 1 - static_cast<double>(blank) / count};
}

} // namespace

class TestDigitGenerator : public QObject {
    Q_OBJECT

private slots:
    void makesWhatWasAskedFor();
    void balancesItsLabels_data();
    void balancesItsLabels();
    void shufflesItsLabels();
    void keepsItsBytes();
    void doesNotDependOnThreads();
    void startsLikeALargerSet();
    void drawsOthersForEveryEpoch();
    void stopsDrawing();
    void differsBetweenSeedsAndSets();
    void hasMnistsStatistics();
    void centresItsImages();
    void fillsItsBox();
    void usesEveryWayOfWriting_data();
    void usesEveryWayOfWriting();
    void writesDigitsThatCanBeToldApart();
    void refusesEmptySets_data();
    void refusesEmptySets();
};

void TestDigitGenerator::makesWhatWasAskedFor() {
    QCOMPARE(digits().name, "digits");
    QCOMPARE(digits().width, 28);
    QCOMPARE(digits().height, 28);
    QCOMPARE(digits().classes, 10);
    QCOMPARE(digits().train.count, 20000);
    QCOMPARE(digits().test.count, 4000);
    QCOMPARE(digits().train.pixels.size(), std::size_t{20000} * 784);
    QCOMPARE(digits().test.pixels.size(), std::size_t{4000} * 784);
    QCOMPARE(DigitSetOptions().trainImages, 60000); // as many as MNIST has
    QCOMPARE(DigitSetOptions().testImages, 10000);
}

void TestDigitGenerator::balancesItsLabels_data() {
    QTest::addColumn<qint64>("images");
    QTest::newRow("as many as divide") << qint64{1000};
    QTest::newRow("with a rest") << qint64{1007};
    QTest::newRow("fewer than digits") << qint64{7};
    QTest::newRow("one") << qint64{1};
}

void TestDigitGenerator::balancesItsLabels() {
    QFETCH(qint64, images);
    const Dataset dataset = generateDigits({.trainImages = images, .testImages = 1});
    std::array<qint64, 10> counts{};
    for (const std::uint8_t label : dataset.train.labels) {
        ++counts.at(label);
    }
    const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
    QCOMPARE(*least, images / 10);
    QCOMPARE(*most, (images + 9) / 10);
}

// A run through the digits in order would give a step of 1 each time, not each tenth time.
void TestDigitGenerator::shufflesItsLabels() {
    const auto& labels = digits().train.labels;
    int steps = 0;
    for (std::size_t i = 1; i < labels.size(); ++i) {
        steps += labels[i] == (labels[i - 1] + 1) % 10 ? 1 : 0;
    }
    QVERIFY(std::abs(steps - 2000) < 220);
}

// Runs are compared across machines and versions by this hash: it changes only with a reason to be told.
void TestDigitGenerator::keepsItsBytes() {
    QCOMPARE(digits().sha256(), "328543d3541744e7c74b2d8e95963ad94fdbd1c792649ab7242e5da74812c69c");
}

void TestDigitGenerator::doesNotDependOnThreads() {
    const Dataset one = generateDigits({.seed = 5, .trainImages = 301, .testImages = 2, .threads = 1});
    for (const int threads : {2, 3, 8}) {
        const Dataset more = generateDigits({.seed = 5, .trainImages = 301, .testImages = 2, .threads = threads});
        QVERIFY(more.train == one.train);
        QVERIFY(more.test == one.test);
    }
}

// An image depends on its index and label alone, not on its set's size.
void TestDigitGenerator::startsLikeALargerSet() {
    Random random(1, 3);
    const Dataset& large = digits();
    const DrawnDigit drawn = drawDigit(large.train.labels[3], random);
    const auto image = large.image(large.train, 3);
    QVERIFY(std::equal(image.begin(), image.end(), drawn.pixels.begin(), drawn.pixels.end()));
}

void TestDigitGenerator::drawsOthersForEveryEpoch() {
    const Dataset dataset = generateDigits({.trainImages = 300, .testImages = 300});
    const ImageSet second = dataset.redraw({.epoch = 2, .images = 300, .threads = 3});
    const ImageSet third = dataset.redraw({.epoch = 3, .images = 300});
    QVERIFY(dataset.redraw({.epoch = 2, .images = 300}) == second);
    QVERIFY(second.labels != dataset.train.labels && third.labels != second.labels);
    std::set<std::string> images;
    for (const ImageSet* set : {&dataset.train, &dataset.test, &second, &third}) {
        QCOMPARE(std::count(set->labels.begin(), set->labels.end(), 7), 30);
        for (std::int64_t i = 0; i < set->count; ++i) {
            const auto image = dataset.image(*set, i);
            images.emplace(image.begin(), image.end());
        }
    }
    QCOMPARE(images.size(), std::size_t{1200});

    const ImageSet few = dataset.redraw({.epoch = 2, .images = 20});
    QCOMPARE(few.count, 20);
    QVERIFY(std::equal(few.pixels.begin(), few.pixels.end(), second.pixels.begin()));
    QVERIFY(std::equal(few.labels.begin(), few.labels.end(), second.labels.begin()));
}

void TestDigitGenerator::stopsDrawing() {
    const Dataset dataset = generateDigits({.trainImages = 300, .testImages = 1});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(dataset.redraw({.epoch = 2, .images = 300, .stop = stop.get_token()}), LoadingStopped);
}

void TestDigitGenerator::differsBetweenSeedsAndSets() {
    const Dataset first = generateDigits({.seed = 5, .trainImages = 300, .testImages = 300});
    const Dataset second = generateDigits({.seed = 6, .trainImages = 300, .testImages = 300});
    QVERIFY(first.train.labels != second.train.labels);
    std::set<std::string> images; // GCC 12 warns without a cause about sets of vectors of bytes
    for (const ImageSet* set : {&first.train, &first.test, &second.train, &second.test}) {
        for (std::int64_t i = 0; i < set->count; ++i) {
            const auto image = first.image(*set, i);
            images.emplace(image.begin(), image.end());
        }
    }
    QCOMPARE(images.size(), std::size_t{1200});
}

// MNIST's training images: mean 0.1307, standard deviation 0.3081, 19.1 % of the pixels inked.
void TestDigitGenerator::hasMnistsStatistics() {
    for (const ImageSet* set : {&digits().train, &digits().test}) {
        const Statistics statistics = statisticsOf(set->pixels);
        QVERIFY2(std::abs(statistics.mean - 0.1307) < 0.005, qPrintable(QString::number(statistics.mean)));
        QVERIFY2(std::abs(statistics.deviation - 0.3081) < 0.01, qPrintable(QString::number(statistics.deviation)));
        QVERIFY2(std::abs(statistics.inked - 0.191) < 0.01, qPrintable(QString::number(statistics.inked)));
    }
}

// Whole pixels move an image's centre of mass to within half a pixel of MNIST's.
void TestDigitGenerator::centresItsImages() {
    int offCentre = 0;
    for (std::int64_t i = 0; i < digits().test.count; ++i) {
        const auto image = digits().image(digits().test, i);
        double mass = 0;
        double x = 0;
        double y = 0;
        for (std::size_t pixel = 0; pixel < image.size(); ++pixel) {
            mass += image[pixel];
            x += image[pixel] * static_cast<double>(pixel % 28);
            y += image[pixel] * static_cast<double>(pixel / 28);
        }
        QVERIFY(mass > 0);
        offCentre += std::abs(x / mass - 14) > 0.52 || std::abs(y / mass - 14) > 0.52 ? 1 : 0;
    }
    QVERIFY2(offCentre <= 16, qPrintable(QString::number(offCentre))); // those that an edge held back
}

// The longer side of a digit is 20 pixels, as MNIST's; a stroke that ends with little pressure may lack one.
void TestDigitGenerator::fillsItsBox() {
    int smaller = 0;
    for (std::int64_t i = 0; i < digits().test.count; ++i) {
        const auto image = digits().image(digits().test, i);
        std::array<bool, 28> rows{};
        std::array<bool, 28> columns{};
        for (std::size_t pixel = 0; pixel < image.size(); ++pixel) {
            rows[pixel / 28] |= image[pixel] > 0;
            columns[pixel % 28] |= image[pixel] > 0;
        }
        const auto longer =
            std::max(std::count(rows.begin(), rows.end(), true), std::count(columns.begin(), columns.end(), true));
        QVERIFY2(longer <= 20, qPrintable(QString("image %1: %2 pixels").arg(i).arg(longer)));
        smaller += longer < 20 ? 1 : 0;
    }
    QVERIFY2(smaller < 40, qPrintable(QString::number(smaller)));
}

void TestDigitGenerator::usesEveryWayOfWriting_data() {
    QTest::addColumn<int>("digit");
    for (int digit = 0; digit < 10; ++digit) {
        QTest::addRow("%d", digit) << digit;
    }
}

void TestDigitGenerator::usesEveryWayOfWriting() {
    QFETCH(int, digit);
    constexpr int draws = 1000;
    const auto ways = waysOfWriting(digit);
    QVERIFY(ways.size() >= 3);
    std::vector<int> counts(ways.size());
    for (int i = 0; i < draws; ++i) {
        Random random(20, static_cast<std::uint64_t>(i));
        ++counts.at(drawDigit(digit, random).way);
    }
    double shares = 0;
    for (std::size_t way = 0; way < ways.size(); ++way) {
        const double share = ways[way].share;
        const double tolerance = 5 * std::sqrt(share * (1 - share) / draws);
        QVERIFY2(std::abs(counts[way] / double{draws} - share) < tolerance, ways[way].name.data());
        shares += share;
    }
    QVERIFY(std::abs(shares - 1) < 1e-9);
}

// The plainest classifier there is, the nearest mean of a class, learns most of the test set.
void TestDigitGenerator::writesDigitsThatCanBeToldApart() {
    std::array<std::array<double, 784>, 10> means{};
    for (std::int64_t i = 0; i < digits().train.count; ++i) {
        const auto image = digits().image(digits().train, i);
        auto& mean = means.at(digits().train.labels[static_cast<std::size_t>(i)]);
        for (std::size_t pixel = 0; pixel < image.size(); ++pixel) {
            mean[pixel] += image[pixel] / 2000.0;
        }
    }
    int right = 0;
    for (std::int64_t i = 0; i < digits().test.count; ++i) {
        const auto image = digits().image(digits().test, i);
        std::array<double, 10> distances{};
        for (std::size_t digit = 0; digit < 10; ++digit) {
            for (std::size_t pixel = 0; pixel < image.size(); ++pixel) {
                const double difference = image[pixel] - means[digit][pixel];
                distances[digit] += difference * difference;
            }
        }
        const auto nearest = std::min_element(distances.begin(), distances.end()) - distances.begin();
        right += nearest == digits().test.labels[static_cast<std::size_t>(i)] ? 1 : 0;
    }
    QVERIFY2(right > 2800 && right < 3900, qPrintable(QString::number(right))); // MNIST: 82 %
}

void TestDigitGenerator::refusesEmptySets_data() {
    QTest::addColumn<qint64>("trainImages");
    QTest::addColumn<qint64>("testImages");
    QTest::addColumn<int>("threads");
    QTest::newRow("no training images") << qint64{0} << qint64{1} << 1;
    QTest::newRow("no test images") << qint64{1} << qint64{-5} << 1;
    QTest::newRow("no threads") << qint64{1} << qint64{1} << 0;
}

void TestDigitGenerator::refusesEmptySets() {
    QFETCH(qint64, trainImages);
    QFETCH(qint64, testImages);
    QFETCH(int, threads);
    QVERIFY_EXCEPTION_THROWN(generateDigits({.trainImages = trainImages, .testImages = testImages, .threads = threads}),
                             std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestDigitGenerator)
#include "tst_digit_generator.moc"
