#include "engine/data/npz_dataset.h"

#include "tests/support/zip_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Four images of 1 x 2 pixels.
const Bytes greys{0, 255, 10, 20, 30, 40, 50, 60};

std::string images(const std::string& descr = "'|u1'", const std::string& shape = "(4, 1, 2)",
                   const std::string& data = bytesOfNumbers(greys)) {
    return npyFile(descr, shape, data);
}

std::string labels(const Bytes& values = {0, 1, 0, 1}) {
    return npyFile("'|u1'", "(" + std::to_string(values.size()) + ",)", bytesOfNumbers(values));
}

} // namespace

class TestNpzDataset : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file_ = folder_.filePath("a.npz").toStdString();

    // Of training images alone, half of which are held out.
    Bytes pixelsOf(const std::string& x) {
        writeZip(file_, {{"x_train.npy", x}, {"y_train.npy", labels()}, {"x_test.npy", x}, {"y_test.npy", labels()}});
        const Dataset data = readNpzDataset(file_, {}).dataset;
        return data.width == 2 && data.height == 1 ? data.train.pixels : Bytes();
    }

    QString failureOf(const ZipEntries& entries) {
        writeZip(file_, entries);
        try {
            readNpzDataset(file_, {});
        } catch (const std::runtime_error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void keepsTheGivenSplit_data() {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("Keras") << QStringList{"x_train", "y_train", "x_test", "y_test"};
        QTest::newRow("MedMNIST") << QStringList{"train_images", "train_labels", "test_images", "test_labels"};
        QTest::newRow("capitals") << QStringList{"X_train", "Y_train", "X_test", "Y_test"};
    }
    void keepsTheGivenSplit() {
        QFETCH(QStringList, names);
        const auto name = [&](int i) { return (names[i] + ".npy").toStdString(); };
        writeZip(file_, {{name(3), npyFile("'<i8'", "(1, 1)", bytesOfNumbers(std::vector<std::int64_t>{2}))},
                         {name(0), images()},
                         {name(1), labels()},
                         {name(2), images("'|u1'", "(1, 1, 2)", "\x07\x08")}});
        const Dataset data = readNpzDataset(file_, {.name = "n"}).dataset;
        QCOMPARE(data.name, std::string("n"));
        QCOMPARE(data.train.pixels, greys);
        QCOMPARE(data.train.labels, (Bytes{0, 1, 0, 1}));
        QCOMPARE(data.test.pixels, (Bytes{7, 8}));
        QCOMPARE(data.test.labels, (Bytes{2}));
        QCOMPARE(data.classes, 3);
        QVERIFY(!data.testHeldOut);
    }

    void validationImagesAreLeftOutAndSaidSo() {
        writeZip(file_, {{"train_images.npy", images()},
                         {"train_labels.npy", labels()},
                         {"val_images.npy", images()},
                         {"val_labels.npy", labels()}});
        const ImportedDataset imported = readNpzDataset(file_, {.testShare = 0.5});
        QCOMPARE(imported.notes,
                 (std::vector<std::string>{"The images in val_images, which are for validation, are left out."}));
        QCOMPARE(imported.dataset.train.count, 2);
        QVERIFY(imported.dataset.testHeldOut);
    }

    void manyTypesMeanTheSamePixels_data() {
        QTest::addColumn<std::string>("x");
        const auto row = [](const char* name, const std::string& x) { QTest::newRow(name) << x; };
        const auto whole = [](auto example) {
            std::vector<decltype(example)> numbers;
            for (const std::uint8_t grey : greys)
                numbers.push_back(static_cast<decltype(example)>(grey));
            return numbers;
        };
        row("bytes", images());
        row("16 bits", images("'<u2'", "(4, 1, 2)", bytesOfNumbers(whole(std::uint16_t{}))));
        row("signed", images("'<i2'", "(4, 1, 2)", bytesOfNumbers(whole(std::int16_t{}))));
        row("32 bits", images("'<u4'", "(4, 1, 2)", bytesOfNumbers(whole(std::uint32_t{}))));
        row("64 bits", images("'<i8'", "(4, 1, 2)", bytesOfNumbers(whole(std::int64_t{}))));
        row("floats", images("'<f4'", "(4, 1, 2)", bytesOfNumbers(whole(float{}))));
        row("doubles", images("'<f8'", "(4, 1, 2)", bytesOfNumbers(whole(double{}))));
        std::vector<double> shares;
        for (const std::uint8_t grey : greys)
            shares.push_back(grey / 255.0);
        row("doubles to 1", images("'<f8'", "(4, 1, 2)", bytesOfNumbers(shares)));
        std::string turned;
        for (const std::uint8_t grey : greys)
            turned += std::string({'\0', static_cast<char>(grey)});
        row("high byte first", images("'>u2'", "(4, 1, 2)", turned));
        row("a channel behind", images("'|u1'", "(4, 1, 2, 1)"));
        row("a channel before", images("'|u1'", "(4, 1, 1, 2)"));
        row("Fortran's order",
            npyFile("'|u1'", "(4, 1, 2)", bytesOfNumbers(Bytes{0, 10, 30, 50, 255, 20, 40, 60}), true));
        std::string colours;
        for (const std::uint8_t grey : greys)
            colours += std::string(3, static_cast<char>(grey));
        row("three equal colours", images("'|u1'", "(4, 1, 2, 3)", colours));
    }
    void manyTypesMeanTheSamePixels() {
        QFETCH(std::string, x);
        QCOMPARE(pixelsOf(x), greys);
    }

    void coloursBecomeGrey() {
        const Bytes colours{255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30, 0, 0, 0, 1, 2, 3, 0, 0, 0};
        const Bytes expected{76, 150, 29, 255, 18, 0, 2, 0};
        QCOMPARE(pixelsOf(images("'|u1'", "(4, 1, 2, 3)", bytesOfNumbers(colours))), expected);
        Bytes planes;
        for (std::size_t image = 0; image < 4; ++image)
            for (std::size_t channel = 0; channel < 3; ++channel)
                for (std::size_t pixel = 0; pixel < 2; ++pixel)
                    planes.push_back(colours[image * 6 + pixel * 3 + channel]);
        QCOMPARE(pixelsOf(images("'|u1'", "(4, 3, 1, 2)", bytesOfNumbers(planes))), expected);
    }

    void truthIsInk() {
        QCOMPARE(pixelsOf(images("'|b1'", "(4, 1, 2)", std::string("\0\1\1\1\0\0\1\0", 8))),
                 (Bytes{0, 255, 255, 255, 0, 0, 255, 0}));
    }

    // As 0...1 they would be nearly white; the training images say that they are 0...255.
    void theTrainingImagesDecideOnTheScale() {
        writeZip(file_, {{"x_train.npy", images("'<f4'", "(1, 1, 2)", bytesOfNumbers(std::vector<float>{0, 200}))},
                         {"y_train.npy", labels({0})},
                         {"x_test.npy", images("'<f4'", "(1, 1, 2)", bytesOfNumbers(std::vector<float>{0, 1}))},
                         {"y_test.npy", labels({1})}});
        QCOMPARE(readNpzDataset(file_, {}).dataset.test.pixels, (Bytes{0, 1}));
    }

    void listsOfPixelsAreSquares() {
        writeZip(file_, {{"x.npy", images("'|u1'", "(2, 4)")}, {"y.npy", labels({0, 0})}});
        const Dataset data = readNpzDataset(file_, {}).dataset;
        QCOMPARE(data.width, 2);
        QCOMPARE(data.height, 2);
        QCOMPARE(data.train.pixels.size(), 4U);
    }

    void errorsNameTheArray_data() {
        QTest::addColumn<std::string>("x");
        QTest::addColumn<std::string>("y");
        QTest::addColumn<QString>("sentence");
        const auto x = [](const char* name, const std::string& array, const char* sentence) {
            QTest::newRow(name) << array << labels() << QString(sentence);
        };
        const auto y = [](const char* name, const std::string& array, const char* sentence) {
            QTest::newRow(name) << images() << array << QString(sentence);
        };
        x("a header's beginning", std::string("\x93NUMPY\1\0", 8),
          "a.npz', array x_train: it is expected to begin with");
        x("Python objects", npyFile("'|O'", "(4, 1, 2)", "abc"), "array x_train: it holds Python objects");
        x("structures", npyFile("[('a', '<f4')]", "(4, 1, 2)", "abc"), "array x_train: it holds structures");
        x("texts", npyFile("'<U3'", "(2,)", std::string(24, '\0')), "array x_train: it is of type '<U3'");
        x("truncated", images("'|u1'", "(4, 1, 3)"), "its shape does not fit the 8 bytes of numbers");
        x("two channels", images("'|u1'", "(1, 2, 2, 2)"), "its shape is 1 x 2 x 2 x 2 where N x height x width");
        x("one dimension", images("'|u1'", "(8,)"), "its shape is 8 where N x height x width");
        x("no image", images("'|u1'", "(0, 1, 2)", ""), "it holds no image");
        x("no pixel", images("'|u1'", "(4, 0, 2)", ""), "its shape is 4 x 0 x 2 where images of 1 to 4096");
        x("no square", images("'|u1'", "(4, 2)"), "has 2 pixels an image, which make no square");
        x("below zero", images("'|i1'", "(4, 1, 2)", std::string(8, '\xFF')), "a pixel is -1.000000 where 0 to 255 is");
        x("not a number",
          images("'<f4'", "(4, 1, 2)", bytesOfNumbers(std::vector<float>(8, std::numeric_limits<float>::quiet_NaN()))),
          "a pixel is nan where 0 to 1 is");
        y("too few labels", labels({0, 1}), "array y_train: its shape is 2 where one label for each of 4 images");
        y("one-hot", npyFile("'|u1'", "(4, 2)", std::string(8, '\0')), "array y_train: its shape is 4 x 2");
        y("a fraction", npyFile("'<f4'", "(4,)", bytesOfNumbers(std::vector<float>{0, 1, 0.5F, 1})),
          "label 2 is 0.500000 where a whole number from 0 to 255");
        y("a large label", npyFile("'<i4'", "(4,)", bytesOfNumbers(std::vector<std::int32_t>{0, 256, 0, 1})),
          "label 1 is 256");
        y("a negative label", npyFile("'<i4'", "(4,)", bytesOfNumbers(std::vector<std::int32_t>{0, 0, -1, 1})),
          "label 2 is -1");
    }
    void errorsNameTheArray() {
        QFETCH(std::string, x);
        QFETCH(std::string, y);
        QFETCH(QString, sentence);
        const QString failure = failureOf({{"x_train.npy", x}, {"y_train.npy", y}});
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
    }

    void twelveBitsAreRefused() {
        const std::string x = images("'<u2'", "(2, 1, 2)", bytesOfNumbers(std::vector<std::uint16_t>{0, 1, 2, 4095}));
        QVERIFY(failureOf({{"x.npy", x}, {"y.npy", labels({0, 1})}}).contains("a pixel is 4095.000000 where 0 to 255"));
    }

    void aZipThatIsNoDataSetTellsWhatItHolds() {
        QVERIFY(failureOf({{"train.csv", "1,2"}, {"arr_0.npy", images()}})
                    .contains("nor train_images and train_labels; it has train.csv, arr_0.npy."));
        QVERIFY(failureOf({{"x_train.npy", images()}}).contains("has the array x_train and lacks y_train"));
        QVERIFY(failureOf({{"x_train.npy", images()}, {"y_train.npy", labels()}, {"y_test.npy", labels()}})
                    .contains("has the array y_test and lacks x_test"));
        QVERIFY(failureOf({{"x_train.npy", images()},
                           {"y_train.npy", labels()},
                           {"x_test.npy", images("'|u1'", "(4, 2, 1)")},
                           {"y_test.npy", labels()}})
                    .contains("test images of another size"));
    }

    void aZipIsKnownByItsBeginning() {
        writeZip(file_, {{"x", "y"}});
        QVERIFY(isZip(file_));
        QFile file(folder_.filePath("short"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("PK") == 2);
        file.close();
        QVERIFY(!isZip(file.fileName().toStdString()));
        QVERIFY(!isZip(folder_.filePath("nothing").toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestNpzDataset)
#include "tst_npz_dataset.moc"
