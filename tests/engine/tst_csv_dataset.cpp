#include "engine/data/csv_dataset.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace unroll;

class TestCsvDataset : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path write(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            throw std::logic_error("The test can't write.");
        return file.fileName().toStdString();
    }

    QString failureOf(const QByteArray& text, const DatasetImport& wanted = {}) {
        try {
            readCsvDataset(write("failing.csv", text), wanted);
        } catch (const std::runtime_error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    // All of these say the same: three images of 2 x 2 pixels.
    void manyWaysToWriteATable_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("Kaggle") << QByteArray(
            "label,pixel0,pixel1,pixel2,pixel3\n3,0,1,2,255\n0,4,5,6,7\n3,8,9,10,11\n");
        QTest::newRow("no names") << QByteArray("3,0,1,2,255\n0,4,5,6,7\n3,8,9,10,11\n");
        QTest::newRow("no last line feed") << QByteArray("3,0,1,2,255\n0,4,5,6,7\n3,8,9,10,11");
        QTest::newRow("carriage returns") << QByteArray("3,0,1,2,255\r\n0,4,5,6,7\r\n\r\n3,8,9,10,11\r\n\r\n");
        QTest::newRow("byte order mark") << QByteArray(
            "\xEF\xBB\xBFlabel,a,b,c,d\n3,0,1,2,255\n0,4,5,6,7\n3,8,9,10,11\n");
        QTest::newRow("semicolons") << QByteArray("label;a;b;c;d\n3;0;1;2;255\n0;4;5;6;7\n3;8;9;10;11\n");
        QTest::newRow("tabs") << QByteArray("3\t0\t1\t2\t255\n0\t4\t5\t6\t7\n3\t8\t9\t10\t11\n");
        QTest::newRow("quotes") << QByteArray("\"label\",\"a\",\"b\",\"c\",\"d\"\n\"3\",\"0\",\"1\",\"2\",\"255\"\n"
                                              "\"0\",4,5,6,7\n3,8,9,10,11\n");
        QTest::newRow("blanks") << QByteArray("3, 0, 1, 2, 255\n0, 4, 5, 6, 7\n3, 8, 9, 10, 11 \n");
        QTest::newRow("points") << QByteArray("3.0,0.0,1.0,2.0,255.0\n0.0,4.,5,6,7\n3,8,9,10,11\n");
        QTest::newRow("label last") << QByteArray("a,b,c,d,Class\n0,1,2,255,3\n4,5,6,7,0\n8,9,10,11,3\n");
    }
    void manyWaysToWriteATable() {
        QFETCH(QByteArray, text);
        const Dataset data = readCsvDataset(write("a.csv", text), {.name = "a", .testShare = 0.01}).dataset;
        QCOMPARE(data.width, 2);
        QCOMPARE(data.height, 2);
        QCOMPARE(data.classes, 4);
        QVERIFY(data.testHeldOut); // one of the two threes
        QCOMPARE(data.train.count, 2);
        std::vector<std::uint8_t> pixels = data.train.pixels;
        pixels.insert(pixels.end(), data.test.pixels.begin(), data.test.pixels.end());
        std::ranges::sort(pixels);
        QCOMPARE(pixels, (std::vector<std::uint8_t>{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 255}));
        QCOMPARE(data.test.labels, (std::vector<std::uint8_t>{3}));
    }

    void theFileBesideItHasTheTestImages() {
        const auto train = write("sign_mnist_train.csv", "label,pixel1\n0,10\n1,20\n");
        write("sign_mnist_test.csv", "label,pixel1\n2,30\n");
        const ImportedDataset imported = readCsvDataset(train, {});
        QCOMPARE(imported.dataset.train.pixels, (std::vector<std::uint8_t>{10, 20}));
        QCOMPARE(imported.dataset.test.pixels, (std::vector<std::uint8_t>{30}));
        QCOMPARE(imported.dataset.test.labels, (std::vector<std::uint8_t>{2}));
        QCOMPARE(imported.dataset.classes, 3);
        QVERIFY(!imported.dataset.testHeldOut);
        QVERIFY(imported.notes.at(0).find("sign_mnist_test.csv") != std::string::npos);
    }

    void aTestFileWithoutLabelsIsNoTestSet() {
        const auto train = write("train.csv", "label,p0,p1,p2,p3\n0,1,2,3,4\n0,1,2,3,4\n1,1,2,3,4\n1,1,2,3,4\n");
        write("test.csv", "p0,p1,p2,p3\n9,9,9,9\n");
        const ImportedDataset imported = readCsvDataset(train, {});
        QVERIFY(imported.dataset.testHeldOut);
        QVERIFY(imported.notes.at(0).find("has no labels: a share") != std::string::npos);
    }

    void testImagesOfAnotherSizeAreRefused() {
        const auto train = write("other_train.csv", "0,1\n1,1\n");
        write("other_test.csv", "0,1,2,3,4\n");
        QVERIFY_EXCEPTION_THROWN(readCsvDataset(train, {}), std::runtime_error);
    }

    void aLineLongerThanAPieceOfTheFileIsRead() {
        QByteArray text;
        for (int image = 0; image < 3; ++image)
            text += QByteArray::number(image) + QByteArray(",123").repeated(300 * 300) + '\n';
        const Dataset data = readCsvDataset(write("large.csv", text), {}).dataset;
        QCOMPARE(data.width, 300);
        QCOMPARE(data.train.count + data.test.count, 3);
        QVERIFY(std::ranges::all_of(data.train.pixels, [](std::uint8_t pixel) { return pixel == 123; }));
    }

    void errorsSayWhere_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const QByteArray& text, const char* sentence) {
            QTest::newRow(name) << text << QString(sentence);
        };
        add("nothing", "", "failing.csv' is empty.");
        add("blank", "\n \n\r\n", "is empty.");
        add("names alone", "label,pixel0\n", "has no line with an image.");
        add("prose", "This is no table.\n", "line 1: expected a label and pixels, divided by commas, found 'This is");
        add("Kaggle's test file", "pixel0,pixel1,pixel2,pixel3\n1,2,3,4\n",
            "has 4 columns of pixels and none of labels");
        add("no labels, no names", "1,2,3,4\n", "has 4 columns of pixels and none of labels");
        add("no square", "label,a,b,c\n1,2,3,4\n", "has 3 pixels an image, which make no square");
        add("too few", "1,2\n3\n", "line 2: expected 2 columns as in the first line, found 1.");
        add("too many", "label,a\n1,2\n\n3,4,5\n", "line 4: expected 2 columns as in the first line, found 3.");
        add("too large", "1,2\n3,256\n",
            "line 2, column 2: expected a pixel, a whole number from 0 to 255, found '256'.");
        add("below zero", "1,-2\n", "line 1, column 2: expected a pixel");
        add("a fraction", "1,0.5\n", "column 2: expected a pixel, a whole number from 0 to 255, found '0.5'.");
        add("nothing between", "1,2\n,3\n",
            "line 2, column 1: expected a label, a whole number from 0 to 255, found ''.");
        add("a text as label", "label,a\ncat,3\n",
            "line 2, column 1: expected a label, a whole number from 0 to 255, found 'cat'.");
        add("beyond all numbers", "1,99999999999999999999\n", "line 1, column 2: expected a pixel");
        add("one image", "1,2\n", "has 1 image and no test files");
    }
    void errorsSayWhere() {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        const QString failure = failureOf(text);
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.contains("failing.csv") || failure.contains("The data set"));
    }

    void theSizeCanBeNamed() {
        const auto file = write("wide.csv", "0,1,2,3,4,5,6\n0,1,2,3,4,5,6\n");
        const Dataset data = readCsvDataset(file, {.width = 3, .height = 2}).dataset;
        QCOMPARE(data.width, 3);
        QCOMPARE(data.height, 2);
        QVERIFY_EXCEPTION_THROWN(readCsvDataset(file, {.width = 2, .height = 2}), std::runtime_error);
    }
};

QTEST_APPLESS_MAIN(TestCsvDataset)
#include "tst_csv_dataset.moc"
