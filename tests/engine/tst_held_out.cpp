// A test set that is taken out of the training images.
#include "engine/data/dataset_folder.h"
#include "engine/data/held_out.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <stdexcept>

using namespace unroll;

namespace {

// `counts[label]` images of two pixels each, the labels in turn. An image's pixels number it.
Dataset numbered(std::vector<int> counts) {
    Dataset dataset;
    dataset.name = "numbered";
    dataset.width = 2;
    dataset.height = 1;
    dataset.classes = static_cast<int>(counts.size());
    while (std::ranges::any_of(counts, [](int count) { return count > 0; }))
        for (std::size_t label = 0; label < counts.size(); ++label)
            if (counts[label]-- > 0) {
                const std::int64_t number = dataset.train.count++;
                dataset.train.labels.push_back(static_cast<std::uint8_t>(label));
                dataset.train.pixels.push_back(static_cast<std::uint8_t>(number / 256));
                dataset.train.pixels.push_back(static_cast<std::uint8_t>(number % 256));
            }
    return dataset;
}

int numberOf(const ImageSet& set, std::size_t image) { return set.pixels[2 * image] * 256 + set.pixels[2 * image + 1]; }

std::vector<int> numbersOf(const ImageSet& set) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < set.labels.size(); ++i)
        numbers.push_back(numberOf(set, i));
    return numbers;
}

} // namespace

class TestHeldOut : public QObject {
    Q_OBJECT

private slots:
    void dividesTheImages() {
        const Dataset whole = numbered({70, 35, 14});
        Dataset divided = whole;
        holdOut(divided);
        QVERIFY(divided.testHeldOut);
        QCOMPARE(divided.test.count, 17);
        QCOMPARE(divided.train.count, 102);
        for (const ImageSet* set : {&divided.train, &divided.test}) {
            QCOMPARE(std::ssize(set->labels), set->count);
            QCOMPARE(std::ssize(set->pixels), 2 * set->count);
            const std::vector<int> numbers = numbersOf(*set);
            QVERIFY(std::ranges::is_sorted(numbers)); // their order
            for (std::size_t i = 0; i < numbers.size(); ++i)
                QCOMPARE(set->labels[i], whole.train.labels[static_cast<std::size_t>(numbers[i])]);
        }
        std::vector<int> all = numbersOf(divided.train);
        std::ranges::copy(numbersOf(divided.test), std::back_inserter(all));
        std::ranges::sort(all);
        QCOMPARE(all, numbersOf(whole.train));
    }

    void takesItsShareOfEveryClass_data() {
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("heldOut");
        QTest::newRow("one stays") << 1 << 0;
        QTest::newRow("one of two") << 2 << 1;
        QTest::newRow("rounded down") << 10 << 1;
        QTest::newRow("rounded up") << 11 << 2;
        QTest::newRow("many") << 700 << 100;
    }

    void takesItsShareOfEveryClass() {
        QFETCH(int, images);
        QFETCH(int, heldOut);
        Dataset dataset = numbered({21, images, 21});
        holdOut(dataset);
        QCOMPARE(std::ranges::count(dataset.test.labels, std::uint8_t{1}), heldOut);
        QCOMPARE(std::ranges::count(dataset.test.labels, std::uint8_t{0}), 3);
    }

    void takesPackedImagesAsWell() {
        Dataset plain = numbered({70, 35, 14});
        Dataset packed = plain;
        packed.train.pack();
        QVERIFY(packed.train.packed.count() == 0); // so little paper is not worth it
        PackedImages images(2);
        for (std::size_t i = 0; i < 119; ++i)
            images.append(std::span(plain.train.pixels).subspan(2 * i, 2));
        packed.train.packed = images;
        packed.train.pixels.clear();
        holdOut(plain);
        holdOut(packed);
        QCOMPARE(packed.sha256(), plain.sha256());
        packed.train.unpack();
        packed.test.unpack();
        QVERIFY(packed.train == plain.train && packed.test == plain.test);
    }

    void dependsOnTheSeedAlone() {
        Dataset first = numbered({100, 100});
        Dataset again = first;
        Dataset other = first;
        holdOut(first);
        holdOut(again);
        holdOut(other, heldOutShare, 2);
        QCOMPARE(first.sha256(), again.sha256());
        QVERIFY(first.sha256() != other.sha256());
        const std::vector<int> numbers = numbersOf(first.test);
        QCOMPARE(std::vector<int>(numbers.begin(), numbers.begin() + 5), (std::vector<int>{8, 11, 37, 50, 53}));
    }

    void findsATestImageWhereEveryClassHasOne() {
        Dataset dataset = numbered({1, 1, 1});
        holdOut(dataset);
        QCOMPARE(dataset.test.count, 1);
        QCOMPARE(dataset.train.count, 2);
    }

    void needsTwoImages() {
        Dataset dataset = numbered({1});
        QVERIFY_EXCEPTION_THROWN(holdOut(dataset), std::runtime_error);
        Dataset two = numbered({2});
        QVERIFY_EXCEPTION_THROWN(holdOut(two, 0), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(holdOut(two, 1), std::invalid_argument);
    }

    void standsInForMissingTestFiles() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Dataset whole = numbered({70, 70});
        whole.test = whole.train;
        saveDatasetFolder(whole, path, Compression::None);
        QVERIFY(!loadDatasetFolder(path, "all").testHeldOut);
        for (const char* name : {testImagesName, testLabelsName})
            QVERIFY(QFile::remove(folder.filePath(name)));
        const Dataset loaded = loadDatasetFolder(path, "numbered");
        Dataset expected = numbered({70, 70});
        holdOut(expected);
        QVERIFY(loaded.testHeldOut);
        QCOMPARE(loaded.test.count, 20);
        QCOMPARE(loaded.sha256(), expected.sha256());
    }
};

QTEST_APPLESS_MAIN(TestHeldOut)
#include "tst_held_out.moc"
