#include "engine/data/dataset_import.h"

#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

QString failureOf(std::int64_t pixels, const DatasetImport& wanted) {
    try {
        sizeOfList(pixels, wanted, "a.csv");
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

ImageSet labelled(std::vector<std::uint8_t> labels) {
    return {static_cast<std::int64_t>(labels.size()), std::vector<std::uint8_t>(labels.size() * 2), std::move(labels)};
}

} // namespace

class TestDatasetImport : public QObject {
    Q_OBJECT

private slots:
    void aListOfPixelsIsASquare() {
        QCOMPARE(sizeOfList(784, {}, "f"), (ImageSize{28, 28}));
        QCOMPARE(sizeOfList(1, {}, "f"), (ImageSize{1, 1}));
        QCOMPARE(sizeOfList(784, {.width = 56, .height = 14}, "f"), (ImageSize{56, 14}));
        QVERIFY(makesImage(16, {}) && !makesImage(15, {}) && makesImage(15, {.width = 5, .height = 3}));
    }

    void anyOtherNumberIsNamed() {
        for (const std::int64_t pixels : {0, 785, 783, 2})
            QCOMPARE(failureOf(pixels, {}), QString("'a.csv' has %1 pixels an image, which make no square: name the "
                                                    "images' size with --size WIDTHxHEIGHT.")
                                                .arg(pixels));
        QVERIFY(failureOf(4097LL * 4097, {}).contains("make no square"));
        QCOMPARE(failureOf(784, {.width = 28, .height = 27}),
                 "'a.csv' has 784 pixels an image, which are not 28 x 27: name the right --size.");
    }

    void givenTestImagesAreKept() {
        const Dataset data = assembleDataset({.name = "x"}, {2, 1}, labelled({0, 1, 1}), labelled({4}));
        QCOMPARE(data.name, std::string("x"));
        QCOMPARE(data.classes, 5);
        QCOMPARE(data.train.count, 3);
        QCOMPARE(data.test.count, 1);
        QVERIFY(!data.testHeldOut);
    }

    void otherwiseAShareIsHeldOut() {
        const Dataset data =
            assembleDataset({.testShare = 0.25}, {2, 1}, labelled({0, 0, 0, 0, 1, 1, 1, 1}), std::nullopt);
        QCOMPARE(data.test.labels, (std::vector<std::uint8_t>{0, 1}));
        QCOMPARE(data.train.count, 6);
        QCOMPARE(data.classes, 2);
        QVERIFY(data.testHeldOut);
    }
};

QTEST_APPLESS_MAIN(TestDatasetImport)
#include "tst_dataset_import.moc"
