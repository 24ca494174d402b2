// Images whose numbers are of other types than bytes, and whose shapes are others than MNIST's.
#include "engine/data/idx_file.h"
#include "engine/data/idx_pixels.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr char unsignedByte = 0x08;
constexpr char signedByte = 0x09;
constexpr char shortInt = 0x0B;
constexpr char fullInt = 0x0C;
constexpr char floating = 0x0D;
constexpr char doubled = 0x0E;

} // namespace

class TestIdxPixels : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

private slots:
    void readsOtherTypes_data();
    void readsOtherTypes();
    void readsOtherShapes_data();
    void readsOtherShapes();
    void refusesWhatIsNotPlain_data();
    void refusesWhatIsNotPlain();
    void saysWhatAFileHolds_data();
    void saysWhatAFileHolds();
};

void TestIdxPixels::readsOtherTypes_data() {
    QTest::addColumn<QByteArray>("bytes"); // one image of 1 x 4 pixels
    QTest::addColumn<Bytes>("pixels");
    QTest::newRow("unsigned bytes") << idx<quint8>(unsignedByte, {1, 1, 4}, {0, 1, 128, 255}) << Bytes{0, 1, 128, 255};
    QTest::newRow("16 bits, the whole range")
        << idx<quint16>(shortInt, {1, 1, 4}, {0, 257, 32768, 65535}) << Bytes{0, 1, 128, 255};
    QTest::newRow("16 bits, twelve of them used")
        << idx<quint16>(shortInt, {1, 1, 4}, {0, 256, 2048, 4095}) << Bytes{0, 1, 8, 16};
    QTest::newRow("16 bits that hold bytes")
        << idx<quint16>(shortInt, {1, 1, 4}, {0, 1, 128, 255}) << Bytes{0, 1, 128, 255};
    QTest::newRow("32 bits") << idx<qint32>(fullInt, {1, 1, 4}, {0, 1, 128, 255}) << Bytes{0, 1, 128, 255};
    QTest::newRow("floats up to 1") << idx<float>(floating, {1, 1, 4}, {0.0F, 1 / 255.0F, 0.5F, 1.0F})
                                    << Bytes{0, 1, 128, 255};
    QTest::newRow("floats below 1") << idx<float>(floating, {1, 1, 4}, {0.0F, 0.1F, 0.2F, 0.4F})
                                    << Bytes{0, 26, 51, 102};
    QTest::newRow("floats up to 255") << idx<float>(floating, {1, 1, 4}, {0.0F, 1.4F, 127.5F, 255.0F})
                                      << Bytes{0, 1, 128, 255};
    QTest::newRow("doubles up to 1") << idx<double>(doubled, {1, 1, 4}, {0.0, 1 / 255.0, 0.5, 1.0})
                                     << Bytes{0, 1, 128, 255};
    QTest::newRow("doubles up to 255") << idx<double>(doubled, {1, 1, 4}, {0.0, 1.0, 128.0, 254.6})
                                       << Bytes{0, 1, 128, 255};
    QTest::newRow("nothing but 0") << idx<float>(floating, {1, 1, 4}, {0.0F, -0.0F, 0.0F, 0.0F}) << Bytes{0, 0, 0, 0};
}

void TestIdxPixels::readsOtherTypes() {
    QFETCH(QByteArray, bytes);
    QFETCH(Bytes, pixels);
    const IdxImages expected{.count = 1, .height = 1, .width = 4, .pixels = pixels};
    QCOMPARE(readIdxImages(writeBytes(folder_.filePath("images"), bytes)), expected);
    QCOMPARE(readIdxImages(writeBytes(folder_.filePath("images.gz"), gzip(bytes))), expected);
}

void TestIdxPixels::readsOtherShapes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<Bytes>("pixels"); // of two images
    const auto row = [](const char* name, const QByteArray& bytes, int height, int width, const Bytes& pixels) {
        QTest::newRow(name) << bytes << height << width << pixels;
    };
    const Bytes two{1, 2, 3, 4, 5, 6, 7, 8};
    row("N x square", idx<quint8>(unsignedByte, {2, 4}, {1, 2, 3, 4, 5, 6, 7, 8}), 2, 2, two);
    row("a channel before", idx<quint8>(unsignedByte, {2, 1, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}), 2, 2, two);
    row("a channel behind", idx<quint8>(unsignedByte, {2, 2, 2, 1}, {1, 2, 3, 4, 5, 6, 7, 8}), 2, 2, two);
    row("one column wide", idx<quint8>(unsignedByte, {2, 4, 1}, {1, 2, 3, 4, 5, 6, 7, 8}), 4, 1, two);
    // Red, green, blue and white: 0.299, 0.587 and 0.114 of 255, and all of it.
    row("colours behind", idx<quint8>(unsignedByte, {2, 2, 1, 3}, {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255}), 2,
        1, {76, 150, 29, 255});
    row("colours before", idx<quint8>(unsignedByte, {2, 3, 1, 2}, {255, 0, 0, 255, 0, 0, 0, 255, 0, 255, 255, 255}), 1,
        2, {76, 150, 29, 255});
    row("colours as floats", idx<float>(floating, {2, 2, 1, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1}), 2, 1,
        {76, 150, 29, 255});
    row("floats in a square", idx<float>(floating, {2, 4}, {0, 1, 0, 1, 1, 0, 1, 0}), 2, 2,
        {0, 255, 0, 255, 255, 0, 255, 0});
}

void TestIdxPixels::readsOtherShapes() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(Bytes, pixels);
    const IdxImages expected{.count = 2, .height = height, .width = width, .pixels = pixels};
    QCOMPARE(readIdxImages(writeBytes(folder_.filePath("shaped"), bytes)), expected);
}

void TestIdxPixels::refusesWhatIsNotPlain_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    const QString shapes =
        ", byte 3: expected images as N x height x width, with one or three channels if any, or as N "
        "x pixels of a square, found ";
    const auto row = [](const char* name, const QByteArray& bytes, const QString& problem) {
        QTest::newRow(name) << bytes << problem;
    };
    row("rows of no square", idxHeader(unsignedByte, {2, 800}) + QByteArray(1600, 1),
        shapes + "2 x 800 unsigned bytes.");
    row("rows of one", idxHeader(unsignedByte, {2, 1}) + QByteArray(2, 1), shapes + "2 x 1 unsigned bytes.");
    row("four channels", idxHeader(unsignedByte, {2, 2, 2, 4}) + QByteArray(32, 1),
        shapes + "2 x 2 x 2 x 4 unsigned bytes.");
    row("channels on both sides", idxHeader(unsignedByte, {2, 3, 5, 3}) + QByteArray(90, 1),
        shapes + "2 x 3 x 5 x 3 unsigned bytes, where either may be the channels.");
    row("labels", idxHeader(unsignedByte, {3}) + QByteArray(3, 1),
        shapes + "3 unsigned bytes, as a file of labels has them.");
    row("floats of no square", idxHeader(floating, {1, 3}) + QByteArray(12, 1), shapes + "1 x 3 floats of 32 bits.");
    row("signed bytes", idxHeader(signedByte, {1, 2, 2}) + QByteArray(4, 1),
        " holds 1 x 2 x 2 signed bytes, which reach 127 and not 255: write them as unsigned bytes (type 0x08).");
    row("32 bits beyond bytes", idx<qint32>(fullInt, {1, 1, 2}, {0, 4095}),
        " holds 1 x 1 x 2 32-bit numbers from 0 to 4095, and greys are from 0 to 255: write them so, or as unsigned "
        "bytes.");
    row("32 bits below 0", idx<qint32>(fullInt, {1, 1, 2}, {-7, 255}), " 32-bit numbers from -7 to 255, and ");
    row("standardised floats", idx<float>(floating, {1, 1, 2}, {-0.1F, 2.75F}),
        " holds 1 x 1 x 2 floats of 32 bits from -0.1 to 2.75, and greys are from 0 to 255, or from 0 to 1: write "
        "them so, or as unsigned bytes.");
    row("between both ranges", idx<float>(floating, {1, 1, 2}, {0, 1.25F}), " from 0 to 1.25, and ");
    row("beyond both ranges", idx<double>(doubled, {1, 1, 2}, {0, 255.5}), " from 0 to 255.5, and ");
    row("not a number", idx<float>(floating, {1, 1, 2}, {0, std::numeric_limits<float>::quiet_NaN()}),
        " holds 1 x 1 x 2 floats of 32 bits, some of which are infinite or not a number: write them anew.");
    row("infinite", idx<double>(doubled, {1, 1, 2}, {0, INFINITY}), ", some of which are infinite or not a number");
    row("cut off", idxHeader(floating, {1, 1, 2}) + QByteArray(7, 0),
        ", byte 16: expected 1 x 1 x 2 x 4 bytes of data, found 7 bytes.");
    row("too long", idxHeader(shortInt, {1, 1, 2}) + QByteArray(5, 0),
        ", byte 16: expected 1 x 1 x 2 x 2 bytes of data, found 5 bytes.");
    row("too long, packed", gzip(idxHeader(shortInt, {1, 1, 2}) + QByteArray(5, 0)),
        ", byte 20: expected the end of the file, found more bytes.");
    row("64-bit promise", idxHeader(doubled, {0xffffffff, 0x7fffffff, 0x7fffffff}) + QByteArray(1, 0),
        ", byte 16: expected 4294967295 x 2147483647 x 2147483647 x 8 bytes of data, found 1 byte.");
}

void TestIdxPixels::refusesWhatIsNotPlain() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    const std::filesystem::path file = writeBytes(folder_.filePath("broken"), bytes);
    const QString sentence = sentenceOf([&] { readIdxImages(file); });
    QVERIFY2(sentence.startsWith(QString("'%1'").arg(file.c_str())), qPrintable(sentence));
    QVERIFY2(sentence.contains(problem) && sentence.endsWith('.'), qPrintable(sentence));
}

void TestIdxPixels::saysWhatAFileHolds_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("stored");
    QTest::newRow("bytes") << idx<quint8>(unsignedByte, {1, 1, 2}, {0, 9}) << "1 x 1 x 2 unsigned bytes";
    QTest::newRow("12 of 16 bits") << idx<quint16>(shortInt, {1, 1, 2}, {0, 4095})
                                   << "1 x 1 x 2 16-bit numbers from 0 to 4095, scaled to 0 to 255";
    QTest::newRow("floats") << idx<float>(floating, {1, 4}, {0, 0.25, 0, 0})
                            << "1 x 4 floats of 32 bits from 0 to 0.25, scaled to 0 to 255";
    QTest::newRow("colours") << idx<quint8>(unsignedByte, {1, 2, 1, 3}, {0, 9, 0, 0, 0, 0})
                             << "1 x 2 x 1 x 3 unsigned bytes, colours made grey";
}

void TestIdxPixels::saysWhatAFileHolds() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, stored);
    std::string found;
    readIdxImages(
        writeBytes(folder_.filePath("held"), bytes), [&](const auto& format) { found = format.stored; },
        [](std::span<const std::uint8_t>) {});
    QCOMPARE(QString::fromStdString(found), stored);
}

QTEST_APPLESS_MAIN(TestIdxPixels)
#include "tst_idx_pixels.moc"
