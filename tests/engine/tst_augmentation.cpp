// Random motions of training images.
#include "engine/data/augmentation.h"

#include "engine/data/loading_stop.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

std::vector<std::uint8_t> imageOf(const ImageSource& source, std::size_t index) {
    std::vector<std::uint8_t> buffer(source.pixelsPerImage);
    const auto image = source.image(index, buffer);
    return {image.begin(), image.end()};
}

} // namespace

class TestAugmentation : public QObject {
    Q_OBJECT

private slots:
    void movesWhereEitherIsSet() {
        QVERIFY(!Augmentation().moves());
        QVERIFY((Augmentation{0.5, 0, 1}.moves()));
        QVERIFY((Augmentation{0, 0.5, 1}.moves()));
    }

    void motionsAreUniformWithinTheirLimits() {
        const Augmentation augmentation{2, 10, 1};
        constexpr int images = 20000;
        std::array<double, 3> sums{};
        std::array<double, 3> squares{};
        double together = 0;
        for (int i = 0; i < images; ++i) {
            const ImageMotion motion = motionOf(augmentation, 3, i);
            const std::array<double, 3> each{motion.right / 2, motion.down / 2, motion.degrees / 10};
            for (std::size_t k = 0; k < 3; ++k) {
                QVERIFY(std::abs(each[k]) <= 1);
                sums[k] += each[k];
                squares[k] += each[k] * each[k];
            }
            together += each[0] * each[1] + each[1] * each[2] + each[2] * each[0];
        }
        for (std::size_t k = 0; k < 3; ++k) {
            QVERIFY(std::abs(sums[k] / images) < 0.02);
            QVERIFY(std::abs(squares[k] / images - 1.0 / 3) < 0.01);
        }
        QVERIFY(std::abs(together / images) < 0.02);
    }

    void aMotionDependsOnSeedEpochAndIndex() {
        const Augmentation augmentation{2, 10, 1};
        const ImageMotion motion = motionOf(augmentation, 2, 7);
        QCOMPARE(motionOf(augmentation, 2, 7), motion);
        QVERIFY(motionOf(augmentation, 3, 7) != motion);
        QVERIFY(motionOf(augmentation, 2, 8) != motion);
        QVERIFY(motionOf({2, 10, 2}, 2, 7) != motion);
        // Further, in the same direction.
        const ImageMotion further = motionOf({4, 10, 1}, 2, 7);
        QCOMPARE(further.right, 2 * motion.right);
        QCOMPARE(further.degrees, motion.degrees);
    }

    // As xoshiro256** gives them elsewhere; another version of the program must give the same.
    void theNumbersAreTheSameEverywhere() {
        const ImageMotion motion = motionOf({1, 1, 1}, 1, 0);
        QVERIFY(motion.right == -0.05132826706143012);
        QVERIFY(motion.down == 0.2144040736644497);
        QVERIFY(motion.degrees == 0.17630959647473232);
    }

    void imagesAreMovedAsTheirMotionSays_data() {
        QTest::addColumn<bool>("packed");
        QTest::newRow("plain") << false;
        QTest::newRow("packed") << true;
    }
    void imagesAreMovedAsTheirMotionSays() {
        QFETCH(bool, packed);
        const ImageSet plain = tinyHandwriting().train;
        ImageSet set = plain;
        if (packed)
            set.pack();
        const Augmentation augmentation{1.5, 20, 4};
        const ImageSource source = augmented(set, ImageMover(28, 4), augmentation, 5);
        QCOMPARE(source.count, set.count);
        QVERIFY(std::ranges::equal(source.labels, set.labels));
        ImageMover mover(28, 4);
        std::vector<std::uint8_t> expected(112);
        for (const std::size_t i : {std::size_t{7}, std::size_t{0}, std::size_t{119}, std::size_t{7}}) {
            mover.move(std::span(plain.pixels).subspan(i * 112, 112),
                       motionOf(augmentation, 5, static_cast<std::int64_t>(i)), expected);
            QCOMPARE(imageOf(source, i), expected);
        }
    }

    void theOriginalsStayAsTheyAre() {
        const ImageSet set = tinyHandwriting().train;
        const ImageSet before = set;
        imageOf(augmented(set, ImageMover(28, 4), {2, 30, 1}, 1), 3);
        QVERIFY(set == before);
    }

    void itStopsWhenItIsAskedTo() {
        const ImageSet set = tinyHandwriting().train;
        std::stop_source stop;
        const ImageSource source = augmented(set, ImageMover(28, 4), {1, 0, 1}, 1, stop.get_token());
        imageOf(source, 0);
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(imageOf(source, 1), LoadingStopped);
    }
};

QTEST_APPLESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
