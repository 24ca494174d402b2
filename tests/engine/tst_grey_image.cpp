// Parts of images in other sizes.
#include "engine/data/grey_image.h"

#include <QTest>

using namespace unroll;

namespace {

GreyImage image(int width, int height, std::vector<float> pixels) {
    GreyImage result(width, height);
    result.pixels = std::move(pixels);
    return result;
}

} // namespace

class TestGreyImage : public QObject {
    Q_OBJECT

private slots:
    void keepsOneOfTheSameSize() {
        const GreyImage two = image(2, 2, {1, 2, 3, 4});
        QCOMPARE(resampled(two, {0, 0, 2, 2}, 2, 2).pixels, two.pixels);
        QCOMPARE(resampled(two, {1, 0, 2, 2}, 1, 2).pixels, (std::vector<float>{2, 4}));
    }

    void smallerIsTheMeanOfWhatIsCovered() {
        QCOMPARE(resampled(image(4, 2, {1, 3, 5, 7, 1, 3, 5, 7}), {0, 0, 4, 2}, 2, 1).pixels,
                 (std::vector<float>{2, 6}));
        QCOMPARE(resampled(image(3, 1, {0, 6, 12}), {0, 0, 3, 1}, 2, 1).pixels, (std::vector<float>{2, 10}));
    }

    void largerIsInterpolated() {
        QCOMPARE(resampled(image(2, 1, {0, 8}), {0, 0, 2, 1}, 4, 1).pixels, (std::vector<float>{0, 2, 6, 8}));
        QCOMPARE(resampled(image(1, 1, {5}), {0, 0, 1, 1}, 3, 2).pixels, (std::vector<float>(6, 5)));
    }
};

QTEST_GUILESS_MAIN(TestGreyImage)
#include "tst_grey_image.moc"
