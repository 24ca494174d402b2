// IDX files: what is written is read back, plain and gzip, and every kind of damage is named with its byte.
#include "engine/data/idx_file.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

#include <filesystem>
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

QByteArray gzip(const QByteArray& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), '\0');
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray changed(QByteArray bytes, qsizetype at, char value) {
    bytes[at] = value;
    return bytes;
}

// The sentence of the error that a function throws; empty when it throws none.
template <typename Function>
QString sentenceOf(Function function) {
    try {
        function();
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
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
        QFile file(folder_->filePath(name));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.filesystemFileName() : std::filesystem::path();
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
    same("empty", {}, ", byte 0: expected an IDX header of at least 4 bytes, found the end of the file.");
    same("ends in the sizes", good.left(14),
         ", byte 14: expected an IDX header of at least 16 bytes, found the end of the file.");
    same("magic", changed(good, 0, 'P'), ", byte 0: expected 0x00, the beginning of an IDX file, found 0x50.");
    same("second byte of the magic", changed(good, 1, 1),
         ", byte 1: expected 0x00, the beginning of an IDX file, found 0x01.");
    same("type", changed(good, 2, 0x0d), ", byte 2: expected the type 0x08 (unsigned byte), found 0x0d.");
    same("labels in place of images", goodLabels(), ", byte 3: expected 3 dimensions, found 1.");
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
    QTest::newRow("gzip that is not") << "images.gz" << good
                                      << ", byte 0: expected gzip data, found at compressed byte 2";
    QTest::newRow("gzip cut off") << "images.gz" << packed.left(packed.size() - 9)
                                  << ": expected more gzip data, found";
    QTest::newRow("gzip without its checksum")
        << "images.gz" << packed.left(packed.size() - 8) << ", byte 40: expected more gzip data, found";
    QTest::newRow("gzip with a wrong checksum")
        << "images.gz" << changed(packed, packed.size() - 6, 'x') << ": expected gzip data, found at compressed byte";
    QTest::newRow("gzip with broken data")
        << "images.gz" << changed(packed, 10, '\xff') << ": expected gzip data, found";
    QTest::newRow("gzip and then rubbish") << "images.gz" << packed + "rubbish"
                                           << ", byte 40: expected gzip data, found at compressed byte";
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
    QTest::newRow("images in place of labels") << goodImages() << ", byte 3: expected 1 dimension, found 3.";
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
