// Where a pixel goes when an image is shifted and turned.
#include "engine/data/image_motion.h"

#include "engine/tensor/random.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <stdexcept>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes moved(const Bytes& image, int width, int height, const ImageMotion& motion) {
    Bytes result(image.size(), 99); // of an image before it
    ImageMover(width, height).move(image, motion, result);
    return result;
}

Bytes noise(int pixels, std::uint64_t seed = 1) {
    Random random(seed);
    Bytes image(static_cast<std::size_t>(pixels));
    for (auto& byte : image)
        byte = static_cast<std::uint8_t>(random.below(256));
    return image;
}

// The definition, with the mathematical library and in double.
double expected(const Bytes& image, int width, int height, const ImageMotion& motion, int x, int y) {
    const double angle = motion.degrees * std::acos(-1.0) / 180;
    const double middleX = 0.5 * (width - 1);
    const double middleY = 0.5 * (height - 1);
    const double u = x - middleX - motion.right;
    const double v = y - middleY - motion.down;
    const double fromX = std::cos(angle) * u + std::sin(angle) * v + middleX;
    const double fromY = -std::sin(angle) * u + std::cos(angle) * v + middleY;
    double sum = 0;
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            const double weight =
                std::max(0.0, 1 - std::abs(fromX - column)) * std::max(0.0, 1 - std::abs(fromY - row));
            sum += weight * image[static_cast<std::size_t>(row * width + column)];
        }
    return sum;
}

double inkOf(const Bytes& image) { return std::accumulate(image.begin(), image.end(), 0.0); }

// A blot in the middle, which fades.
Bytes blot(int side) {
    Bytes image(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const double distance = std::hypot(x - 0.5 * (side - 1), 2 * (y - 0.5 * (side - 1)));
            image[static_cast<std::size_t>(y * side + x)] =
                static_cast<std::uint8_t>(std::clamp(300 - 40 * distance, 0.0, 255.0));
        }
    return image;
}

} // namespace

class TestImageMotion : public QObject {
    Q_OBJECT

private slots:
    void noMotionLeavesEveryByte_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [width, height] : {std::pair{28, 28}, {1, 1}, {7, 3}, {3, 7}, {40, 9}, {300, 2}})
            QTest::addRow("%d x %d", width, height) << width << height;
    }
    void noMotionLeavesEveryByte() {
        QFETCH(int, width);
        QFETCH(int, height);
        const Bytes image = noise(width * height);
        QCOMPARE(moved(image, width, height, {}), image);
        QCOMPARE(moved(image, width, height, {0, 0, 360}), image);
        QCOMPARE(moved(image, width, height, {0, 0, -720}), image);
    }

    void wholePixelsMoveTheBytes_data() {
        QTest::addColumn<int>("right");
        QTest::addColumn<int>("down");
        for (const auto& [right, down] : {std::pair{1, 0}, {0, 1}, {-3, 2}, {5, -4}, {-6, -5}, {7, 0}, {0, -100}})
            QTest::addRow("%d, %d", right, down) << right << down;
    }
    void wholePixelsMoveTheBytes() {
        QFETCH(int, right);
        QFETCH(int, down);
        constexpr int width = 7;
        constexpr int height = 6;
        const Bytes image = noise(width * height);
        Bytes shifted(image.size());
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (x - right >= 0 && x - right < width && y - down >= 0 && y - down < height)
                    shifted[static_cast<std::size_t>(y * width + x)] =
                        image[static_cast<std::size_t>((y - down) * width + x - right)];
        QCOMPARE(moved(image, width, height, {double(right), double(down), 0}), shifted);
    }

    void halfAPixelIsTheMeanOfTwo() {
        const Bytes image{0, 100, 255, 0};
        QCOMPARE(moved(image, 4, 1, {0.5, 0, 0}), (Bytes{0, 50, 178, 128}));
        QCOMPARE(moved(image, 1, 4, {0, -0.25, 0}), (Bytes{25, 139, 191, 0}));
    }

    void rightAnglesTurnTheBytesClockwise() {
        const Bytes image{1, 2, 3, //
                          4, 5, 6, //
                          7, 8, 9};
        QCOMPARE(moved(image, 3, 3, {0, 0, 90}), (Bytes{7, 4, 1, 8, 5, 2, 9, 6, 3}));
        QCOMPARE(moved(image, 3, 3, {0, 0, -90}), (Bytes{3, 6, 9, 2, 5, 8, 1, 4, 7}));
        QCOMPARE(moved(image, 3, 3, {0, 0, 180}), (Bytes{9, 8, 7, 6, 5, 4, 3, 2, 1}));
        QCOMPARE(moved(image, 3, 3, {1, 0, 90}), (Bytes{0, 7, 4, 0, 8, 5, 0, 9, 6}));
        const Bytes even = noise(784);
        QCOMPARE(moved(moved(even, 28, 28, {0, 0, 90}), 28, 28, {0, 0, 270}), even);
    }

    void itIsTheFormula_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<ImageMotion>("motion");
        for (const auto& [width, height] : {std::pair{28, 28}, {9, 20}, {20, 9}, {5, 1}})
            for (const ImageMotion& motion : {ImageMotion{0.3, -1.7, 0},
                                              {0, 0, 8},
                                              {1.2, 0.9, -33.3},
                                              {-2.5, 3.1, 45},
                                              {0.1, 0.2, 100},
                                              {0, 0, 179}})
                QTest::addRow("%d x %d, %g right, %g down, %g degrees", width, height, motion.right, motion.down,
                              motion.degrees)
                    << width << height << motion;
    }
    void itIsTheFormula() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(ImageMotion, motion);
        const Bytes image = noise(width * height);
        const Bytes result = moved(image, width, height, motion);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const double difference = std::abs(result[static_cast<std::size_t>(y * width + x)] -
                                                   expected(image, width, height, motion, x, y));
                // Half a level of rounding, and places that are off by up to 1/512 of a pixel in either direction.
                QVERIFY2(difference < 0.5 + 2 * 255.0 / 512 + 0.1, qPrintable(QString::number(difference)));
            }
    }

    void inkIsKept() {
        const Bytes image = blot(28);
        for (const ImageMotion& motion : {ImageMotion{1.3, -0.4, 5}, {0, 0, 12}, {-2, 2, -30}, {0.5, 0.5, 90}}) {
            const double kept = inkOf(moved(image, 28, 28, motion)) / inkOf(image);
            QVERIFY2(std::abs(kept - 1) < 0.01, qPrintable(QString::number(kept)));
        }
    }

    void whatLeavesThePaperIsGone() {
        const Bytes image = noise(784);
        QCOMPARE(inkOf(moved(image, 28, 28, {28, 0, 0})), 0.0);
        QCOMPARE(inkOf(moved(image, 28, 28, {0, 1e6, 17})), 0.0);
        QCOMPARE(inkOf(moved(Bytes(784), 28, 28, {1, 1, 10})), 0.0);
    }

    void aMoverForgetsTheImageBefore() {
        ImageMover mover(28, 28);
        const Bytes first = noise(784, 1);
        const Bytes second = blot(28);
        Bytes result(784);
        mover.move(first, {3, 1, 20}, result);
        mover.move(second, {1.5, -1, -9}, result);
        QCOMPARE(result, moved(second, 28, 28, {1.5, -1, -9}));
    }

    // Taken once: every processor has to give these.
    void theBytesAreTheSameEverywhere() {
        std::uint64_t sum = 0;
        for (std::uint64_t i = 0; i < 50; ++i) {
            const double x = static_cast<double>(i);
            for (const std::uint8_t byte : moved(noise(784, i), 28, 28, {0.1 * x - 2, 1.9 - 0.07 * x, 7.3 * x - 170}))
                sum = sum * 31 + byte;
        }
        QCOMPARE(sum, std::uint64_t{17927423950749072649U});
    }

    void otherSizesAreRefused() {
        QVERIFY_EXCEPTION_THROWN(ImageMover(0, 5), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(ImageMover(5, -1), std::invalid_argument);
        ImageMover mover(4, 4);
        Bytes right(16);
        Bytes wrong(15);
        QVERIFY_EXCEPTION_THROWN(mover.move(wrong, {}, right), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(mover.move(right, {}, wrong), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestImageMotion)
#include "tst_image_motion.moc"
