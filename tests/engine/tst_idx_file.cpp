// IDX files: what is written is read back, plain and gzip, and every kind of damage is named with its byte.
#include "engine/data/idx_file.h"
#include "tests/support/idx_bytes.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <numeric>
#include <stdexcept>

using namespace unroll;

namespace {

QByteArray hex(const char* digits) { return QByteArray::fromHex(digits); }

// Three images of 2 x 4 pixels, and their labels.
QByteArray goodImages() {
    QByteArray bytes = hex("00000803 00000003 00000002 00000004");
    for (int i = 0; i < 24; ++i) {
        bytes.append(static_cast<char>(10 * i));
    }
    return bytes;
}

QByteArray goodLabels() { return hex("00000801 00000003 070009"); }

QByteArray changed(QByteArray bytes, qsizetype at, char value) {
    bytes[at] = value;
    return bytes;
}

} // namespace

class TestIdxFile : public QObject {
    Q_OBJECT

private slots:
    void init();

    void readsImages_data();
    void readsImages();
    void readsLabels_data();
    void readsLabels();
    void readsBackWhatItWrote_data();
    void readsBackWhatItWrote();
    void writesTheSameBytesAgain();
    void leavesNothingWhenItCanNotWrite();
    void refusesBrokenImages_data();
    void refusesBrokenImages();
    void refusesBrokenLabels_data();
    void refusesBrokenLabels();
    void refusesFilesThatCanNotBeOpened();
    void stopsAtAGzipBomb();

private:
    std::filesystem::path write(const QString& name, const QByteArray& bytes) const {
        return writeBytes(folder_->filePath(name), bytes);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestIdxFile::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestIdxFile::readsImages_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << "images" << goodImages();
    QTest::newRow("gzip") << "images.gz" << gzip(goodImages());
    QTest::newRow("gzip in two members") << "images.gz" << gzip(goodImages().left(9)) + gzip(goodImages().mid(9));
    QTest::newRow("gzip with an empty member") << "images.gz" << gzip(goodImages()) + gzip({});
}

void TestIdxFile::readsImages() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const IdxImages images = readIdxImages(write(name, bytes));
    QCOMPARE(images.count, 3);
    QCOMPARE(images.height, 2);
    QCOMPARE(images.width, 4);
    QCOMPARE(images.pixels.size(), std::size_t{24});
    QCOMPARE(images.pixels[0], std::uint8_t{0});
    QCOMPARE(images.pixels[23], std::uint8_t{230});
}

void TestIdxFile::readsLabels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << "labels" << goodLabels();
    QTest::newRow("gzip") << "labels.gz" << gzip(goodLabels());
    QTest::newRow("QMNIST") << "labels" << idx<qint32>(0x0C, {3, 8}, {7,  4, 106, 0, 21, 0, 0,   0, 0,  4, 106, 999,
                                                                      21, 1, 0,   0, 9,  4, 106, 0, 21, 2, -1,  0});
    QTest::newRow("one a row") << "labels" << idx<quint8>(8, {3, 1}, {7, 0, 9});
    QTest::newRow("signed bytes") << "labels" << idx<qint8>(9, {3}, {7, 0, 9});
    QTest::newRow("16 bits") << "labels" << idx<quint16>(0x0B, {3}, {7, 0, 9});
    QTest::newRow("32 bits") << "labels" << idx<qint32>(0x0C, {3}, {7, 0, 9});
    QTest::newRow("floats") << "labels" << idx<float>(0x0D, {3}, {7, 0, 9});
    QTest::newRow("doubles") << "labels" << idx<double>(0x0E, {3, 1}, {7, 0, 9});
}

void TestIdxFile::readsLabels() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QCOMPARE(readIdxLabels(write(name, bytes), 3, 10), (std::vector<std::uint8_t>{7, 0, 9}));
}

void TestIdxFile::readsBackWhatItWrote_data() {
    QTest::addColumn<QString>("ending");
    QTest::newRow("plain") << "";
    QTest::newRow("gzip") << ".gz";
}

void TestIdxFile::readsBackWhatItWrote() {
    QFETCH(QString, ending);
    const std::filesystem::path images = folder_->filePath("images" + ending).toStdString();
    const std::filesystem::path labels = folder_->filePath("labels" + ending).toStdString();
    IdxImages written{.count = 5, .height = 3, .width = 7, .pixels = std::vector<std::uint8_t>(105)};
    std::iota(written.pixels.begin(), written.pixels.end(), std::uint8_t{150});
    writeIdxImages(images, written.height, written.width, written.pixels);
    writeIdxLabels(labels, std::vector<std::uint8_t>{1, 2, 3});
    QCOMPARE(readIdxImages(images), written);
    QCOMPARE(readIdxLabels(labels, 3, 4), (std::vector<std::uint8_t>{1, 2, 3}));
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), (QStringList{"images" + ending, "labels" + ending}));
}

void TestIdxFile::writesTheSameBytesAgain() {
    const std::filesystem::path file = write("labels", "what was here before and is longer");
    writeIdxLabels(file, std::vector<std::uint8_t>{7, 0, 9});
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), goodLabels());
}

void TestIdxFile::leavesNothingWhenItCanNotWrite() {
    const std::filesystem::path missing = folder_->filePath("no/such/folder/labels").toStdString();
    const QString sentence = sentenceOf([&] { writeIdxLabels(missing, std::vector<std::uint8_t>{1}); });
    QCOMPARE(sentence, QString("Cannot write %1: No such file or directory; create the folder first or choose another "
                               "one.")
                           .arg(missing.c_str()));

    QVERIFY(QDir(folder_->path()).mkpath("labels/inside"));
    const std::filesystem::path folder = folder_->filePath("labels").toStdString();
    QVERIFY(!sentenceOf([&] { writeIdxLabels(folder, std::vector<std::uint8_t>{1}); }).isEmpty());
    QCOMPARE(QDir(folder_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{"labels"});

    QVERIFY_EXCEPTION_THROWN(writeIdxImages(folder_->filePath("x").toStdString(), 2, 2, std::vector<std::uint8_t>(5)),
                             std::invalid_argument);
}

void TestIdxFile::refusesBrokenImages_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    const auto both = [](const char* row, const QByteArray& bytes, const char* problem, const char* gzipProblem) {
        QTest::addRow("%s", row) << "images" << bytes << problem;
        QTest::addRow("%s, gzip", row) << "images.gz" << gzip(bytes) << gzipProblem;
    };
    const auto same = [&](const char* row, const QByteArray& bytes, const char* problem) {
        both(row, bytes, problem, problem);
    };
    const QByteArray good = goodImages();
    same("ends in the magic", good.left(3),
         ", byte 3: expected an IDX header of at least 4 bytes, found the end of the file.");
    same("ends in the sizes", good.left(14),
         ", byte 14: expected an IDX header of at least 16 bytes, found the end of the file.");
    same("magic", changed(good, 0, 'P'), ", byte 0: expected 0x00, the beginning of an IDX file, found 0x50.");
    same("second byte of the magic", changed(good, 1, 1),
         ", byte 1: expected 0x00, the beginning of an IDX file, found 0x01.");
    same("type", changed(good, 2, 0x0a),
         ", byte 2: expected the type of the numbers, 0x08 for unsigned bytes, found "
         "0x0a.");
    same("no dimension", changed(good, 3, 0), ", byte 3: expected from 1 to 4 dimensions, found 0.");
    same("five dimensions", changed(good, 3, 5), ", byte 3: expected from 1 to 4 dimensions, found 5.");
    same("no images", hex("00000803 00000000 00000002 00000004"),
         ", byte 4: expected a size from 1 to 4294967295, found 0.");
    same("no rows", changed(good, 11, 0), ", byte 8: expected a size from 1 to 2147483647, found 0.");
    same("rows beyond an int", hex("00000803 00000001 80000000 00000001 05"),
         ", byte 8: expected a size from 1 to 2147483647, found 2147483648.");
    both("cut off", good.left(39), ", byte 16: expected 3 x 2 x 4 bytes of data, found 23 bytes.",
         ", byte 39: expected 24 bytes of data, found the end of the file after 23.");
    both("one byte too many", good + "x", ", byte 16: expected 3 x 2 x 4 bytes of data, found 25 bytes.",
         ", byte 40: expected the end of the file, found more bytes.");
    both("promises 2^40 bytes", hex("00000803 10000000 00000040 00000040 01"),
         ", byte 16: expected 268435456 x 64 x 64 bytes of data, found 1 byte.",
         ", byte 16: expected 268435456 x 64 x 64 bytes of data, found at most ");
    both("promises more than 64 bits", hex("00000803 ffffffff 7fffffff 7fffffff 01"),
         ", byte 16: expected 4294967295 x 2147483647 x 2147483647 bytes of data, found 1 byte.",
         ", byte 16: expected 4294967295 x 2147483647 x 2147483647 bytes of data, found at most ");

    const QByteArray packed = gzip(good);
    QTest::newRow("gzip cut off") << "images.gz" << packed.left(packed.size() - 9)
                                  << ": expected more gzip data, found";
    QTest::newRow("gzip without its checksum")
        << "images.gz" << packed.left(packed.size() - 8) << ", byte 40: expected more gzip data, found";
    QTest::newRow("gzip with a wrong checksum")
        << "images.gz" << changed(packed, packed.size() - 6, 'x') << ": expected gzip data, found at compressed byte";
    QTest::newRow("gzip with broken data")
        << "images.gz" << changed(packed, 10, '\xff') << ": expected gzip data, found";
    QTest::newRow("gzip and then rubbish") << "images.gz" << packed + "rubbish"
                                           << ", byte 40: expected the end of the file or more gzip data, found other";
}

void TestIdxFile::refusesBrokenImages() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    const std::filesystem::path file = write(name, bytes);
    const QString sentence = sentenceOf([&] { readIdxImages(file); });
    QVERIFY2(sentence.startsWith(QString("'%1', byte ").arg(file.c_str())), qPrintable(sentence));
    QVERIFY2(sentence.contains(problem) && sentence.endsWith('.'), qPrintable(sentence));
}

void TestIdxFile::refusesBrokenLabels_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    const QByteArray good = goodLabels();
    QTest::newRow("too few") << hex("00000801 00000002 0700")
                             << ", byte 4: expected 3 labels, one for each image, found 2.";
    const QString shapes = ", byte 3: expected labels, one number for each image, or eight of 32 bits as QMNIST has "
                           "them, found ";
    QTest::newRow("images in place of labels")
        << goodImages() << shapes + "3 x 2 x 4 unsigned bytes, as a file of images has them.";
    QTest::newRow("eight bytes a row") << idxHeader(8, {3, 8}) + QByteArray(24, 1) << shapes + "3 x 8 unsigned bytes.";
    QTest::newRow("a column of its own for each class")
        << idxHeader(8, {3, 10}) + QByteArray(30, 1) << shapes + "3 x 10 unsigned bytes.";
    QTest::newRow("a part of a class") << idx<float>(0x0D, {3}, {1, 2.5F, 3})
                                       << ", byte 12: expected a label from 0 to 9, found 2.5.";
    QTest::newRow("below the first class")
        << idx<qint32>(0x0C, {3}, {1, 2, -1}) << ", byte 16: expected a label from 0 to 9, found -1.";
    QTest::newRow("QMNIST's digit out of range")
        << idx<qint32>(0x0C, {3, 8}, {1, 4, 106, 0, 21, 0, 0, 0, 10, 4, 106, 0, 21, 1, 0, 0, 3, 4, 106, 0, 21, 2, 0, 0})
        << ", byte 44: expected a label from 0 to 9, found 10.";
    QTest::newRow("not a number") << idx<float>(0x0D, {3}, {1, std::numeric_limits<float>::quiet_NaN(), 3})
                                  << ", byte 12: expected a label from 0 to 9, found nan.";
    QTest::newRow("cut off") << good.left(10) << ", byte 8: expected 3 bytes of data, found 2 bytes.";
    QTest::newRow("one byte too many") << good + "x"
                                       << ", byte 8: expected 3 bytes of data, found 4 bytes.";
    QTest::newRow("the first out of range")
        << changed(good, 8, 10) << ", byte 8: expected a label from 0 to 9, found 10.";
    QTest::newRow("the last out of range")
        << changed(good, 10, '\xff') << ", byte 10: expected a label from 0 to 9, found 255.";
}

void TestIdxFile::refusesBrokenLabels() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    const std::filesystem::path file = write("labels", bytes);
    QCOMPARE(sentenceOf([&] { readIdxLabels(file, 3, 10); }), QString("'%1'%2").arg(file.c_str(), problem));
}

void TestIdxFile::refusesFilesThatCanNotBeOpened() {
    const std::filesystem::path missing = folder_->filePath("missing").toStdString();
    QCOMPARE(sentenceOf([&] { readIdxImages(missing); }),
             QString("'%1' can't be opened: No such file or directory.").arg(missing.c_str()));
    const std::filesystem::path folder = folder_->path().toStdString();
    QCOMPARE(sentenceOf([&] { readIdxImages(folder); }),
             QString("'%1' can't be read: it is not a regular file.").arg(folder.c_str()));
}

// 64 MB of zeros behind a header that promises 24 bytes; and 100 KB behind one that promises as much as gzip could
// give.
void TestIdxFile::stopsAtAGzipBomb() {
    const QByteArray bomb = gzip(goodImages().left(16) + QByteArray(64 << 20, '\0'));
    QVERIFY(bomb.size() < 100000);
    const std::filesystem::path file = write("images.gz", bomb);
    QVERIFY(
        sentenceOf([&] { readIdxImages(file); }).contains("byte 40: expected the end of the file, found more bytes."));

    const QByteArray promise = gzip(hex("00000803 00000010 00000400 00000400") + QByteArray(100000, '\0'));
    const std::filesystem::path shortFile = write("short.gz", promise);
    QVERIFY(sentenceOf([&] { readIdxImages(shortFile); }).contains("16 x 1024 x 1024 bytes of data, found at most"));
}

QTEST_APPLESS_MAIN(TestIdxFile)
#include "tst_idx_file.moc"
