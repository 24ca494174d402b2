// Images packed as runs of ink.
#include "engine/data/packed_images.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace unroll;

namespace {

using Image = std::vector<std::uint8_t>;

Image unpacked(const PackedImages& images, std::size_t index) {
    Image image(images.pixels(), 77); // what was there before does not matter
    images.unpack(index, image);
    return image;
}

// Of so many pixels, with ink of these lengths after paper of these lengths in turn.
Image runs(std::size_t pixels, std::initializer_list<std::size_t> lengths) {
    Image image;
    bool ink = false;
    for (const std::size_t length : lengths) {
        for (std::size_t i = 0; i < length; ++i)
            image.push_back(static_cast<std::uint8_t>(ink ? 1 + i % 255 : 0));
        ink = !ink;
    }
    image.resize(pixels);
    return image;
}

} // namespace

class TestPackedImages : public QObject {
    Q_OBJECT

private slots:
    void givesBackWhatItTook_data() {
        QTest::addColumn<Image>("image");
        QTest::addColumn<int>("bytes");
        QTest::newRow("paper") << Image(784) << 0;
        QTest::newRow("ink") << runs(784, {0, 784}) << 784 + 8;
        QTest::newRow("one pixel") << runs(784, {400, 1}) << 3 + 2;
        QTest::newRow("the first pixel") << runs(784, {0, 1}) << 3;
        QTest::newRow("the last pixel") << runs(784, {783, 1}) << 3 + 6;
        QTest::newRow("255 of paper") << runs(784, {255, 1}) << 3;
        QTest::newRow("256 of paper") << runs(784, {256, 1}) << 5;
        QTest::newRow("255 of ink") << runs(784, {1, 255}) << 257;
        QTest::newRow("256 of ink") << runs(784, {1, 256}) << 260;
        QTest::newRow("one pixel in all") << Image{200} << 3;
        QTest::newRow("one of paper in all") << Image{0} << 0;
    }

    void givesBackWhatItTook() {
        QFETCH(Image, image);
        QFETCH(int, bytes);
        PackedImages images(image.size());
        images.append(Image(image.size(), 9));
        const std::uint64_t before = images.packed();
        images.append(image);
        QCOMPARE(images.packed() - before, static_cast<std::uint64_t>(bytes));
        images.append(Image(image.size()));
        QCOMPARE(images.count(), std::size_t{3});
        QCOMPARE(unpacked(images, 0), Image(image.size(), 9));
        QCOMPARE(unpacked(images, 1), image);
        QCOMPARE(unpacked(images, 2), Image(image.size()));
        QCOMPARE(images.inked(), image.size() + static_cast<std::size_t>(std::ranges::count_if(
                                                    image, [](int pixel) { return pixel != 0; })));
    }

    // More than a block, and images larger than one.
    void growsByBlocks() {
        Random random(1);
        for (const std::size_t pixels : {std::size_t{5000}, std::size_t{3} << 20}) {
            PackedImages images(pixels);
            std::vector<Image> taken;
            for (int i = 0; i < (pixels > 5000 ? 3 : 700); ++i) {
                Image image(pixels);
                for (std::uint8_t& pixel : image)
                    pixel = static_cast<std::uint8_t>(random.below(2) * random.below(256));
                images.append(image);
                taken.push_back(std::move(image));
            }
            QVERIFY(images.packed() > std::uint64_t{2} << 20);
            for (std::size_t i = 0; i < taken.size(); ++i)
                QVERIFY(unpacked(images, i) == taken[i]);
        }
    }

    void refusesOtherSizes() {
        PackedImages images(4);
        images.append(Image{1, 2, 3, 4});
        Image five(5);
        QVERIFY_EXCEPTION_THROWN(images.append(five), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(images.unpack(0, five), std::invalid_argument);
        Image four(4);
        QVERIFY_EXCEPTION_THROWN(images.unpack(1, four), std::out_of_range);
    }
};

QTEST_APPLESS_MAIN(TestPackedImages)
#include "tst_packed_images.moc"
