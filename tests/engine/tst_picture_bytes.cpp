// What picture files say of themselves.
#include "engine/data/picture_bytes.h"

#include <QByteArray>
#include <QTest>

#include <utility>

using namespace unroll;

namespace {

std::span<const std::uint8_t> bytesOf(const QByteArray& data) {
    return {reinterpret_cast<const std::uint8_t*>(data.constData()), static_cast<std::size_t>(data.size())};
}

// Segments around a scan whose data has a stuffed byte and a restart; a thumbnail with an end marker of its own in one.
const QByteArray jpeg = QByteArray::fromHex("ffd8"
                                            "ffe1000affd8ffffd900d900"
                                            "ffda0004aabb"
                                            "11ff0022ffd033"
                                            "ffd9");
const QByteArray twoScans = QByteArray::fromHex("ffd8"
                                                "ffda0004aabb"
                                                "1122"
                                                "ffda0004aabb"
                                                "3344"
                                                "ffd9");
const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a"
                                           "0000000149484452"
                                           "00"
                                           "00000000"
                                           "0000000049454e44"
                                           "ae426082");
const QByteArray gif = QByteArray("GIF89a") + QByteArray::fromHex("0100010080"
                                                                  "0000"
                                                                  "000000ffffff"
                                                                  "21f90400000000"
                                                                  "00"
                                                                  "2c000000000100010000"
                                                                  "02"
                                                                  "024401"
                                                                  "00"
                                                                  "3b");
const QByteArray bmp = QByteArray("BM") + QByteArray::fromHex("3e000000"
                                                              "00000000"
                                                              "36000000"
                                                              "28000000"
                                                              "01000000"
                                                              "02000000"
                                                              "0100"
                                                              "1800"
                                                              "00000000"
                                                              "00000000"
                                                              "00000000"
                                                              "00000000"
                                                              "00000000"
                                                              "00000000"
                                                              "ffffff00"
                                                              "00000000");
const QByteArray webp = QByteArray("RIFF") + QByteArray::fromHex("0a000000") + "WEBPVP" + QByteArray(4, '\0');

// One strip of four bytes at the end; its length lies outside of the directory, which has three entries.
const QByteArray tiff = QByteArray("II*\0", 4) + QByteArray::fromHex("08000000"
                                                                     "0300"
                                                                     "000103000100000002000000"
                                                                     "110104000100000036000000"
                                                                     "170104000100000004000000"
                                                                     "00000000"
                                                                     "00000000"
                                                                     "aabbccdd");
const QByteArray bigTiff = QByteArray("MM\0*", 4) + QByteArray::fromHex("00000008"
                                                                        "0002"
                                                                        "011100030000000100260000"
                                                                        "011700040000000100000004"
                                                                        "00000000"
                                                                        "aabbccdd");

} // namespace

class TestPictureBytes : public QObject {
    Q_OBJECT

private slots:
    void tellsTheFormat_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("name");
        QTest::newRow("png") << png << "PNG";
        QTest::newRow("jpeg") << jpeg << "JPEG";
        QTest::newRow("gif") << gif << "GIF";
        QTest::newRow("bmp") << bmp << "BMP";
        QTest::newRow("webp") << webp << "WebP";
        QTest::newRow("tiff") << QByteArray("II*\0....", 8) << "TIFF";
        QTest::newRow("tiff, the other way round") << QByteArray("MM\0*....", 8) << "TIFF";
        QTest::newRow("heif") << QByteArray("\0\0\0\x18"
                                            "ftypheic",
                                            12)
                              << "HEIF";
        QTest::newRow("avif") << QByteArray("\0\0\0\x18"
                                            "ftypavif",
                                            12)
                              << "AVIF";
        QTest::newRow("jpeg 2000") << QByteArray("\0\0\0\x0CjP  \r\n\x87\n", 12) << "JPEG 2000";
        QTest::newRow("jpeg xl") << QByteArray("\xFF\x0A\x7F", 3) << "JPEG XL";
        QTest::newRow("film") << QByteArray("\0\0\0\x18"
                                            "ftypisom",
                                            12)
                              << "";
        QTest::newRow("text") << QByteArray("BMW is a word and no picture") << "";
        QTest::newRow("nothing") << QByteArray() << "";
    }

    void tellsTheFormat() {
        QFETCH(QByteArray, data);
        QFETCH(QString, name);
        const auto format = pictureFormat(bytesOf(data));
        QCOMPARE(format ? QString::fromUtf8(pictureFormatName(*format).data()) : QString(), name);
    }

    void everyCutIsSeen_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<int>("needless"); // bytes at the end
        QTest::newRow("png") << png << 0;
        QTest::newRow("jpeg") << jpeg << 0;
        QTest::newRow("jpeg of two scans") << twoScans << 0;
        QTest::newRow("gif") << gif << 1; // its trailer
        QTest::newRow("bmp") << bmp << 0;
        QTest::newRow("webp") << webp << 0;
        QTest::newRow("tiff") << tiff << 0;
        QTest::newRow("tiff, the other way round") << bigTiff << 0;
    }

    void everyCutIsSeen() {
        QFETCH(QByteArray, data);
        QFETCH(int, needless);
        QVERIFY(!endsEarly(bytesOf(data)));
        QVERIFY(!endsEarly(bytesOf(data + "rubbish behind")));
        for (qsizetype size = data.size() - needless - 1; size > 0; --size) {
            const QByteArray cut = data.first(size);
            QVERIFY2(endsEarly(bytesOf(cut)) || !pictureFormat(bytesOf(cut)), qPrintable(QString::number(size)));
        }
    }

    void lengthsBeyondTheFileAreCuts() {
        QByteArray long1 = png;
        long1[8] = '\xFF';
        QVERIFY(endsEarly(bytesOf(long1)));
        QByteArray huge = bmp;
        huge.replace(22, 4, QByteArray::fromHex("00000080")); // a height that has no opposite
        QVERIFY(endsEarly(bytesOf(huge)));
        huge.replace(18, 4, QByteArray::fromHex("ffffffff"));
        QVERIFY(endsEarly(bytesOf(huge)));
    }
};

QTEST_GUILESS_MAIN(TestPictureBytes)
#include "tst_picture_bytes.moc"
