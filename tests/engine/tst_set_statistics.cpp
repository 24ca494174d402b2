// Figures of a set of images, against ones that are counted by hand.
#include "engine/data/set_statistics.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestSetStatistics : public QObject {
    Q_OBJECT

private slots:
    void countsByHand() {
        const ImageSet set{.count = 3, .pixels = {0, 255, 10, 0, 51, 20, 7, 7, 7}, .labels = {2, 2, 0}};
        const SetStatistics statistics(set, 3);
        QCOMPARE(statistics.imagesOfClass(), (std::vector<std::int64_t>{1, 0, 2}));
        QCOMPARE(statistics.meanImages(), (std::vector<std::vector<std::uint8_t>>{{7, 7, 7}, {}, {0, 153, 15}}));
        const double mean = (255 + 10 + 51 + 20 + 21) / (9 * 255.0);
        QVERIFY(std::abs(statistics.mean() - mean) < 1e-12);
        double squares = 0;
        for (const std::uint8_t pixel : set.pixels)
            squares += (pixel / 255.0 - mean) * (pixel / 255.0 - mean);
        QVERIFY(std::abs(statistics.standardDeviation() - std::sqrt(squares / 9)) < 1e-12);
        QVERIFY(std::abs(statistics.inked() - 7.0 / 9) < 1e-12);
        QCOMPARE(statistics.smallest(), 0);
        QCOMPARE(statistics.largest(), 255);
    }

    void roundsAMeanImage() {
        const ImageSet set{.count = 2, .pixels = {0, 1, 2, 1, 1, 3}, .labels = {0, 0}};
        QCOMPARE(SetStatistics(set, 1).meanImages()[0], (std::vector<std::uint8_t>{1, 1, 3}));
    }

    void partsAreAsTheWhole() {
        ImageSet set = tinyHandwriting().train;
        const SetStatistics whole(set, 4);
        set.pack();
        SetStatistics parts(4, set.pixelsPerImage());
        parts.add(set, 0, 50);
        parts.add(set, 50, 50);
        parts.add(set, 50, set.count);
        QCOMPARE(parts.imagesOfClass(), whole.imagesOfClass());
        QCOMPARE(parts.meanImages(), whole.meanImages());
        QCOMPARE(parts.mean(), whole.mean());
        QCOMPARE(parts.standardDeviation(), whole.standardDeviation());
    }

    void nothingHasNoFigures() {
        const SetStatistics statistics(ImageSet{}, 2);
        QCOMPARE(statistics.imagesOfClass(), (std::vector<std::int64_t>{0, 0}));
        QCOMPARE(statistics.mean(), 0.0);
        QCOMPARE(statistics.standardDeviation(), 0.0);
        QCOMPARE(statistics.inked(), 0.0);
        QCOMPARE(statistics.smallest(), 0);
        QCOMPARE(statistics.largest(), 0);
    }
};

QTEST_APPLESS_MAIN(TestSetStatistics)
#include "tst_set_statistics.moc"
