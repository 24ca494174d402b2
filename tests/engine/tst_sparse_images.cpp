#include "engine/data/sparse_images.h"

#include "engine/tensor/random.h"

#include <QTest>

#include <array>
#include <numeric>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;

ImageSet setOf(const std::vector<Bytes>& images) {
    ImageSet set;
    set.count = std::ssize(images);
    for (const Bytes& image : images)
        set.pixels.insert(set.pixels.end(), image.begin(), image.end());
    set.labels.resize(images.size());
    return set;
}

// An image with ink at some places only.
Bytes inkAt(std::size_t pixels, std::initializer_list<std::size_t> places) {
    Bytes image(pixels);
    for (const std::size_t place : places)
        image[place] = static_cast<std::uint8_t>(place % 255 + 1);
    return image;
}

// An image as its pieces tell it.
Bytes written(const SparseImages& images, std::size_t image, std::size_t pixels) {
    Bytes all(pixels);
    const std::size_t size = pixels / images.pieces();
    for (std::size_t t = 0; t < images.pieces(); ++t) {
        std::size_t place = t * size;
        for (const SparseImages::Pixel pixel : images.piece(image, t)) {
            const std::size_t from = images.tellsPlaces() ? t * size : place;
            place = from + SparseImages::where(pixel);
            all.at(place) = static_cast<std::uint8_t>(SparseImages::brightness(pixel));
        }
    }
    return all;
}

std::size_t elements(const SparseImages& images, std::size_t image) {
    std::size_t count = 0;
    for (std::size_t t = 0; t < images.pieces(); ++t)
        count += images.piece(image, t).size();
    return count;
}

Bytes someInk(std::size_t pixels, double share, Random& random) {
    Bytes image(pixels);
    for (auto& byte : image)
        if (random.uniform() < share)
            byte = static_cast<std::uint8_t>(1 + random.below(255));
    return image;
}

} // namespace

class TestSparseImages : public QObject {
    Q_OBJECT

private slots:
    void everyPixelIsWhereItWas_data() {
        QTest::addColumn<int>("pixels");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.01, 0.2, 1.0})
            for (const auto& [pixels, pieces] :
                 {std::pair{784, 1}, {784, 4}, {784, 784}, {512, 2}, {514, 2}, {1, 1}, {65535, 3}})
                QTest::addRow("%d pixels in %d pieces, %g inked", pixels, pieces, share) << pixels << pieces << share;
    }
    void everyPixelIsWhereItWas() {
        QFETCH(int, pixels);
        QFETCH(int, pieces);
        QFETCH(double, share);
        Random random(5);
        std::vector<Bytes> images;
        for (int i = 0; i < 3; ++i)
            images.push_back(someInk(static_cast<std::size_t>(pixels), share, random));
        const SparseImages sparse(setOf(images), 3, pieces, {});
        QCOMPARE(sparse.pieces(), static_cast<std::size_t>(pieces));
        QCOMPARE(sparse.pieceSize(), static_cast<std::size_t>(pixels / pieces));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(written(sparse, i, images[i].size()), images[i]);
    }

    void gapsOfEveryLengthAreTold() {
        for (std::size_t gap = 1; gap < 800; ++gap) {
            const Bytes image = inkAt(1600, {7, 7 + gap});
            const SparseImages sparse(setOf({image}), 1, 1, {});
            QCOMPARE(written(sparse, 0, 1600), image);
            const auto piece = sparse.piece(0, 0);
            const auto inked = std::count_if(piece.begin(), piece.end(), [](SparseImages::Pixel pixel) {
                return SparseImages::brightness(pixel) != 0;
            });
            QCOMPARE(inked, 2);
        }
    }

    void onlyInkTakesPlace() {
        const SparseImages sparse(setOf({inkAt(200, {}), inkAt(200, {0, 99, 100, 199}), Bytes(200, 255)}), 3, 2, {});
        QCOMPARE(elements(sparse, 0), 0U);
        QCOMPARE(sparse.piece(1, 0).size(), 2U);
        QCOMPARE(sparse.piece(1, 1).size(), 2U);
        QCOMPARE(elements(sparse, 2), 200U);
    }

    void blankPiecesAreCounted() {
        ImageSet set;
        set.count = 3;
        set.pixels.assign(3 * 12, 0);
        set.labels.assign(3, 0);
        set.pixels[5] = 1;  // image 0: in the second piece of 4
        set.pixels[12] = 1; // image 1: in the first
        const SparseImages images(set, 3, 4, {});
        QCOMPARE(images.blankPieces(0), std::size_t{1});
        QCOMPARE(images.blankPieces(1), std::size_t{0});
        QCOMPARE(images.blankPieces(2), std::size_t{4});
        QCOMPARE(images.blankShare(), 5.0 / 12);
    }

    void readingOrderIsKept() {
        Random random(6);
        const Bytes image = someInk(60, 0.4, random);
        std::vector<std::uint32_t> order(60);
        std::iota(order.rbegin(), order.rend(), 0U);
        std::swap(order[3], order[41]);
        const SparseImages sparse(setOf({image}), 1, 5, order);
        const Bytes read = written(sparse, 0, 60);
        for (std::size_t i = 0; i < 60; ++i)
            QCOMPARE(read[i], image[order[i]]);
    }

    void theFirstImagesCanBeReadAlone() {
        const Bytes first = inkAt(10, {1});
        const SparseImages sparse(setOf({first, inkAt(10, {2}), inkAt(10, {3})}), 1, 1, {});
        QCOMPARE(written(sparse, 0, 10), first);
        sparse.prefetch(std::array{0U});
        const SparseImages none(setOf({first}), 0, 1, {});
        QCOMPARE(none.pieces(), 1U);
        const SparseImages empty(ImageSet(), 0, 4, {});
        QCOMPARE(empty.pieces(), 4U);
    }

    void whatDoesNotFitIsRefused_data() {
        QTest::addColumn<int>("pixels");
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<int>("order");
        QTest::addColumn<QString>("word");
        QTest::newRow("pieces that do not divide") << 10 << 1 << 3 << 0 << "10 pixels can't be read in 3 pieces";
        QTest::newRow("more pieces than pixels") << 10 << 1 << 20 << 0 << "20 pieces";
        QTest::newRow("no pieces") << 10 << 1 << 0 << 0 << "0 pieces";
        QTest::newRow("fewer than no pieces") << 10 << 1 << -5 << 0 << "-5 pieces";
        QTest::newRow("too many pixels") << 65536 << 1 << 1 << 0 << "65536 pixels";
        QTest::newRow("no pixels") << 0 << 1 << 1 << 0 << "0 pixels";
        QTest::newRow("more images than there are") << 10 << 3 << 1 << 0 << "3 images can't be read from a set of 2";
        QTest::newRow("fewer than no images") << 10 << -1 << 1 << 0 << "-1 images";
        QTest::newRow("an order of fewer pixels") << 10 << 1 << 1 << 9 << "an order of 9";
        QTest::newRow("an order of more pixels") << 10 << 1 << 1 << 11 << "an order of 11";
    }
    void whatDoesNotFitIsRefused() {
        QFETCH(int, pixels);
        QFETCH(int, images);
        QFETCH(int, pieces);
        QFETCH(int, order);
        QFETCH(QString, word);
        const ImageSet set = setOf({2, Bytes(static_cast<std::size_t>(pixels), 1)});
        const std::vector<std::uint32_t> readingOrder(static_cast<std::size_t>(order));
        QString message;
        try {
            SparseImages(set, images, pieces, readingOrder);
        } catch (const std::invalid_argument& error) {
            message = QString::fromUtf8(error.what());
        }
        QVERIFY2(message.contains(word), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TestSparseImages)
#include "tst_sparse_images.moc"
