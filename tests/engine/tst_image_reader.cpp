#include "engine/training/image_reader.h"

#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <numeric>

using namespace unroll;

namespace {

constexpr ModelDescription description{.pixels = 112, .cells = 4, .hidden = 3, .classes = 4};

using Places = std::vector<std::uint32_t>;
using Pixel = std::vector<float>;

ImageReader fastest(const ImageSet& set, const ModelDescription& d = description, Places places = {}) {
    return ImageReader::fastest(set, set.count, d, std::move(places));
}

// A network and its numbers.
struct Network {
    Network(const ModelDescription& d, Index images, Pixels pixels)
        : model(d, images, pixels)
        , parameters(model.graph().parameterBlockSize())
        , tape(model.graph(), model.losses(), parameters.span()) {}

    Model model;
    Arena<float> parameters;
    Tape<float> tape;
};

// The pixels of a network's column, in the order in which it reads them.
Pixel column(Network& network, Index j) {
    if (!network.model.isSparse()) {
        const auto pixels = network.tape.input(network.model.pixels()).column(j);
        return {pixels.begin(), pixels.end()};
    }
    Pixel all;
    for (const Node piece : network.model.pieces()) {
        const std::size_t first = all.size();
        all.resize(first + static_cast<std::size_t>(piece.shape().rows));
        for (const auto& [row, value] : network.tape.sparseInput(piece).column(j))
            all.at(first + row) = value;
    }
    return all;
}

// What the network should read, by the definition.
Pixel expected(const ImageSet& set, std::uint32_t image, const Places& places) {
    const std::size_t size = set.pixels.size() / static_cast<std::size_t>(set.count);
    Pixel all(size);
    for (std::size_t i = 0; i < size; ++i)
        all[i] = static_cast<float>(set.pixels[image * size + (places.empty() ? i : places[i])]) / 255.0F;
    return all;
}

Places backwards(std::size_t pixels) {
    Places places(pixels);
    std::iota(places.rbegin(), places.rend(), 0U);
    return places;
}

// Images of which so many pixels in a hundred are inked.
ImageSet inked(int percent) {
    ImageSet set{.count = 1, .pixels = std::vector<std::uint8_t>(2800), .labels = {0}};
    std::fill_n(set.pixels.begin(), 28 * percent, std::uint8_t{200});
    return set;
}

} // namespace

class TestImageReader : public QObject {
    Q_OBJECT

    static void rows() {
        QTest::addColumn<bool>("sparse");
        QTest::addColumn<bool>("ordered");
        for (const bool sparse : {false, true})
            for (const bool ordered : {false, true})
                QTest::addRow("%s, %s", sparse ? "sparse" : "dense", ordered ? "in an order" : "as stored")
                    << sparse << ordered;
    }

private slots:
    void pixelsAndLabelsAreRead_data() { rows(); }
    void pixelsAndLabelsAreRead() {
        QFETCH(bool, sparse);
        QFETCH(bool, ordered);
        const ImageSet set = tinyHandwriting().train;
        const Places places = ordered ? backwards(112) : Places();
        const ImageReader reader = fastest(set, description, places);
        Network network(description, 5, sparse ? Pixels::Sparse : Pixels::Dense);
        const std::vector<std::uint32_t> indices{7, 0, 119, 7, 30};
        const std::vector<std::uint32_t> next{1, 2, 3, 4, 5, 6, 7};
        for (int round = 0; round < 2; ++round) {
            reader.read(indices, network.model, network.tape, next);
            for (std::size_t j = 0; j < indices.size(); ++j) {
                QCOMPARE(column(network, static_cast<Index>(j)), expected(set, indices[j], places));
                QCOMPARE(network.tape.labels(network.model.labels())[j], static_cast<int>(set.labels[indices[j]]));
            }
        }
    }

    void fewerImagesThanColumns_data() { rows(); }
    void fewerImagesThanColumns() {
        QFETCH(bool, sparse);
        QFETCH(bool, ordered);
        const ImageSet set = tinyHandwriting().train;
        const Places places = ordered ? backwards(112) : Places();
        const ImageReader reader = fastest(set, description, places);
        Network network(description, 4, sparse ? Pixels::Sparse : Pixels::Dense);
        reader.read(std::vector<std::uint32_t>{1, 2, 3, 4}, network.model, network.tape);
        reader.read(std::vector<std::uint32_t>{9, 8}, network.model, network.tape);
        QCOMPARE(column(network, 0), expected(set, 9, places));
        QCOMPARE(column(network, 1), expected(set, 8, places));
        QCOMPARE(network.tape.labels(network.model.labels())[1], static_cast<int>(set.labels[8]));
        reader.read({}, network.model, network.tape);
    }

    void packedImagesAreReadAlike_data() { rows(); }
    void packedImagesAreReadAlike() {
        QFETCH(bool, sparse);
        QFETCH(bool, ordered);
        const ImageSet plain = tinyHandwriting().train;
        ImageSet packed = plain;
        packed.pack();
        QVERIFY(packed.packed.count() > 0);
        const Places places = ordered ? backwards(112) : Places();
        ModelDescription read = description;
        read.cells = sparse ? description.cells : 112; // of one pixel each, which are read as they are
        const ImageReader reader = fastest(packed, read, places);
        QCOMPARE(reader.pixels() == Pixels::Sparse, sparse);
        QCOMPARE(reader.set().packed.count() > 0, sparse);
        const std::vector<std::uint32_t> indices{7, 0, 119, 7, 30};
        for (const ImageReader& each : {reader, ImageReader(packed, places)}) {
            Network network(read, 5, each.pixels());
            each.read(indices, network.model, network.tape);
            for (std::size_t j = 0; j < indices.size(); ++j)
                QCOMPARE(column(network, static_cast<Index>(j)), expected(plain, indices[j], places));
        }
    }

    void aReaderCanOwnWhatItReads_data() { rows(); }
    void aReaderCanOwnWhatItReads() {
        QFETCH(bool, sparse);
        QFETCH(bool, ordered);
        const ImageSet plain = tinyHandwriting().train;
        const Places places = ordered ? backwards(112) : Places();
        for (const bool packed : {false, true}) {
            auto set = std::make_unique<ImageSet>(plain);
            if (packed)
                set->pack();
            const Pixels way = sparse ? Pixels::Sparse : Pixels::Dense;
            const ImageReader reader = ImageReader::owning(ImageSource(*set, 50), 3, way, description, places);
            set.reset();
            QCOMPARE(reader.pixels(), way);
            QCOMPARE(reader.set().count, 50);
            QCOMPARE(reader.set().labels.size(), 50U);
            QCOMPARE(reader.set().pixels.size(), sparse ? 0U : 50U * 112U);
            const std::vector<std::uint32_t> indices{7, 0, 49, 7};
            Network network(description, 4, way);
            reader.read(indices, network.model, network.tape);
            for (std::size_t j = 0; j < indices.size(); ++j)
                QCOMPARE(column(network, static_cast<Index>(j)), expected(plain, indices[j], places));
            QCOMPARE(network.tape.labels(network.model.labels())[2], static_cast<int>(plain.labels[49]));
        }
    }

    void aSetCanBeReadAsItIs() {
        const ImageSet set = tinyDataset().train;
        const ImageReader reader = set;
        QCOMPARE(reader.pixels(), Pixels::Dense);
        QCOMPARE(&reader.set(), &set);
        Network network({.pixels = 16, .cells = 4, .hidden = 3, .classes = 4}, 1, Pixels::Dense);
        reader.read(std::vector<std::uint32_t>{5}, network.model, network.tape);
        QCOMPARE(column(network, 0), expected(set, 5, {}));
    }

    void theFastestWayDependsOnInkAndPieces_data() {
        QTest::addColumn<int>("percent");
        QTest::addColumn<int>("cells");
        QTest::addColumn<bool>("sparse");
        QTest::newRow("paper, large pieces") << 10 << 28 << true;
        QTest::newRow("an empty sheet") << 0 << 1 << true;
        QTest::newRow("a third inked") << 34 << 28 << true;
        QTest::newRow("more than a third inked") << 36 << 28 << false;
        QTest::newRow("ink") << 100 << 1 << false;
        QTest::newRow("the smallest piece that pays") << 10 << 200 << true;
        QTest::newRow("pieces too small") << 10 << 280 << false;
        QTest::newRow("pixel by pixel") << 10 << 2800 << false;
    }
    void theFastestWayDependsOnInkAndPieces() {
        QFETCH(int, percent);
        QFETCH(int, cells);
        QFETCH(bool, sparse);
        const ImageSet set = inked(percent);
        const ImageReader reader = fastest(set, {.pixels = 2800, .cells = cells});
        QCOMPARE(reader.pixels() == Pixels::Sparse, sparse);
    }

    void imagesTooLargeForSparseOnesAreReadDense() {
        ImageSet set{.count = 1, .pixels = std::vector<std::uint8_t>(65536), .labels = {0}};
        const ImageReader reader = fastest(set, {.pixels = 65536, .cells = 1});
        QCOMPARE(reader.pixels(), Pixels::Dense);
    }

    void aSparseModelOfAnotherNetworkIsRefused_data() {
        QTest::addColumn<int>("pixels");
        QTest::addColumn<int>("cells");
        QTest::newRow("of fewer cells") << 112 << 2;
        QTest::newRow("of smaller pieces") << 56 << 4;
        QTest::newRow("of larger pieces") << 224 << 4;
    }
    void aSparseModelOfAnotherNetworkIsRefused() {
        QFETCH(int, pixels);
        QFETCH(int, cells);
        const ImageSet set = tinyHandwriting().train;
        const ImageReader reader = fastest(set);
        QCOMPARE(reader.pixels(), Pixels::Sparse);
        Network other({.pixels = pixels, .cells = cells, .hidden = 3, .classes = 4}, 1, Pixels::Sparse);
        QVERIFY_EXCEPTION_THROWN(reader.read(std::vector<std::uint32_t>{0}, other.model, other.tape), std::logic_error);
    }

    void aDenseReaderRefusesASparseModel() {
        const ImageSet set = tinyHandwriting().train;
        const ImageReader reader = set;
        Network network(description, 1, Pixels::Sparse);
        QVERIFY_EXCEPTION_THROWN(reader.read(std::vector<std::uint32_t>{0}, network.model, network.tape),
                                 std::logic_error);
    }

    void imagesAreSortedByTheCellInWhichTheyBegin() {
        // Image i has its first pixel in cell starts[i]; 4 stands for an image without one.
        const std::vector<std::size_t> starts{2, 0, 4, 2, 1, 0, 4, 3};
        ImageSet set;
        set.count = 8;
        set.pixels.resize(8 * 112);
        set.labels.resize(8);
        for (std::size_t i = 0; i < starts.size(); ++i)
            for (std::size_t pixel = 28 * starts[i] + 5; pixel < 112; pixel += 9)
                set.pixels[112 * i + pixel] = 200;
        const ImageReader reader = fastest(set);
        QCOMPARE(reader.pixels(), Pixels::Sparse);
        const Places indices{0, 1, 2, 3, 4, 5, 6, 7};
        Places sorted(8);
        std::vector<Index> begun(4);
        reader.sortByBeginning(indices, sorted, begun);
        QCOMPARE(sorted, (Places{1, 5, 4, 0, 3, 7, 2, 6}));
        QCOMPARE(begun, (std::vector<Index>{2, 3, 5, 6}));
        Places some(3);
        reader.sortByBeginning(Places{2, 0, 6}, some, begun);
        QCOMPARE(some, (Places{0, 2, 6}));
        QCOMPARE(begun, (std::vector<Index>{0, 0, 1, 1}));
        reader.sortByBeginning({}, {}, begun);
        QCOMPARE(begun, (std::vector<Index>{0, 0, 0, 0}));
        // A reader of all pixels does not look.
        ImageReader(set).sortByBeginning(indices, sorted, begun);
        QCOMPARE(sorted, indices);
        QCOMPARE(begun, (std::vector<Index>{8, 8, 8, 8}));
    }

    void theFirstOfEqualsIsTheLargest() {
        QCOMPARE(largestRow(std::vector<float>{1, 3, 2, 3}), 1);
        QCOMPARE(largestRow(std::vector<float>{-1}), 0);
    }
};

QTEST_APPLESS_MAIN(TestImageReader)
#include "tst_image_reader.moc"
