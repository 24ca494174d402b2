// Pictures as files of all kinds hold them.
#include "app/picture_file.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <functional>
#include <unistd.h>

using namespace unroll;
using Reason = UnreadablePicture::Reason;

namespace {

QImage noise(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    unsigned state = 1;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            state = state * 1664525U + 1013904223U;
            const int shade = static_cast<int>(state >> 24);
            image.setPixel(x, y, qRgb(shade, shade, shade));
        }
    return image;
}

QByteArray encoded(const QImage& image, const char* format, const std::function<void(QImageWriter&)>& adjust = {}) {
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    if (adjust)
        adjust(writer);
    return writer.write(image) ? data : QByteArray();
}

QByteArray bigEndian(int number, int bytes) {
    QByteArray text;
    while (bytes-- > 0)
        text.append(static_cast<char>(number >> (8 * bytes)));
    return text;
}

QByteArray littleEndian(int number, int bytes) {
    QByteArray text = bigEndian(number, bytes);
    std::reverse(text.begin(), text.end());
    return text;
}

// A JPEG that says how it is to be turned.
QByteArray turned(const QByteArray& jpeg, int orientation, bool bigEnds) {
    const auto number = [bigEnds](int value, int bytes) {
        return bigEnds ? bigEndian(value, bytes) : littleEndian(value, bytes);
    };
    const QByteArray tiff = (bigEnds ? "MM" : "II") + number(42, 2) + number(8, 4) + number(1, 2) + number(0x112, 2) +
                            number(3, 2) + number(1, 4) + number(orientation, 2) + number(0, 2) + number(0, 4);
    const QByteArray segment = QByteArray("Exif\0\0", 6) + tiff;
    return jpeg.first(2) + "\xFF\xE1" + bigEndian(static_cast<int>(segment.size()) + 2, 2) + segment + jpeg.mid(2);
}

// What comes to standard error meanwhile.
QByteArray standardErrorOf(const std::function<void()>& work) {
    QTemporaryFile file;
    if (!file.open())
        return "no file";
    const int before = dup(STDERR_FILENO);
    dup2(file.handle(), STDERR_FILENO);
    work();
    dup2(before, STDERR_FILENO);
    close(before);
    file.seek(0);
    return file.readAll();
}

} // namespace

class TestPictureFile : public QObject {
    Q_OBJECT

public:
    // As where nothing but what Qt itself needs is installed: no plugin for WebP and TIFF.
    static void initMain() {
        static QTemporaryDir plugins;
        const QDir all(QCoreApplication::libraryPaths().first() + "/imageformats");
        QDir(plugins.path()).mkdir("imageformats");
        for (const char* name : {"libqjpeg.so", "libqgif.so", "libqico.so", "libqsvg.so"})
            QFile::link(all.filePath(name), plugins.filePath(QString("imageformats/") + name));
        QCoreApplication::setLibraryPaths({plugins.path()});
    }

private:
    QTemporaryDir folder_;

    std::filesystem::path write(const QByteArray& data, const QString& name = "picture") const {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
            qFatal("The test's file can't be written.");
        return file.fileName().toStdString();
    }

    // "is empty", or an empty text for what can be read.
    QString refusalOf(const std::filesystem::path& file, Reason* reason = nullptr) const {
        try {
            readPicture(file);
        } catch (const UnreadablePicture& error) {
            if (reason)
                *reason = error.reason();
            return error.what();
        }
        return {};
    }

private slots:
    void theContentDecides_data() {
        QTest::addColumn<QByteArray>("format");
        for (const char* format : {"png", "bmp", "ppm", "pgm", "xpm", "ico"})
            QTest::newRow(format) << QByteArray(format);
    }

    void theContentDecides() {
        QFETCH(QByteArray, format);
        const QImage image = noise(20, 12);
        const Picture picture = readPicture(write(encoded(image, format), "wrong.jpg"));
        QCOMPARE(picture.size, QSize(20, 12));
        QCOMPARE(picture.shades.grey, image.convertToFormat(QImage::Format_Grayscale8));
        QVERIFY(!picture.shades.clearGround);
    }

    void keepsShadesOf8BitsAndScales16() {
        QImage eight(16, 16, QImage::Format_Grayscale8);
        for (int i = 0; i < 256; ++i)
            eight.scanLine(i / 16)[i % 16] = static_cast<uchar>(i);
        QCOMPARE(readPicture(write(encoded(eight, "png"))).shades.grey, eight);
        QImage sixteen(256, 1, QImage::Format_Grayscale16);
        for (int i = 0; i < 256; ++i)
            reinterpret_cast<quint16*>(sixteen.scanLine(0))[i] = static_cast<quint16>(257 * i);
        const QImage read = readPicture(write(encoded(sixteen, "png"))).shades.grey;
        for (int i = 0; i < 256; ++i)
            QCOMPARE(int{read.constScanLine(0)[i]}, i);
    }

    void turnsAsTheCameraSays_data() {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QPoint>("corner"); // where the bright upper left one comes to lie
        const QPoint leftTop(0, 0);
        const QPoint rightTop(1, 0);
        const QPoint rightBottom(1, 1);
        const QPoint leftBottom(0, 1);
        const QList<QPoint> corners{leftTop, rightTop, rightBottom, leftBottom,
                                    leftTop, rightTop, rightBottom, leftBottom};
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%d", orientation) << orientation << corners[orientation - 1];
    }

    void turnsAsTheCameraSays() {
        QFETCH(int, orientation);
        QFETCH(QPoint, corner);
        QImage image(40, 24, QImage::Format_Grayscale8);
        image.fill(0);
        for (int y = 0; y < 8; ++y)
            for (int x = 0; x < 8; ++x)
                image.scanLine(y)[x] = 255;
        for (const bool bigEnds : {false, true}) {
            const Picture picture = readPicture(write(turned(encoded(image, "jpeg"), orientation, bigEnds)));
            const QSize size = orientation >= 5 ? QSize(24, 40) : QSize(40, 24);
            QCOMPARE(picture.size, size);
            QCOMPARE(picture.shades.grey.size(), size);
            const QPoint at(corner.x() * (size.width() - 1), corner.y() * (size.height() - 1));
            QVERIFY(qGray(picture.shades.grey.pixel(at)) > 200);
        }
    }

    void saysWhyNot_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("reason");
        const auto row = [](const char* name, const QByteArray& data, const char* words, Reason reason) {
            QTest::newRow(name) << data << QString(words) << static_cast<int>(reason);
        };
        const char* plugin = ", for which Qt's plugin is missing: install qt6-image-formats-plugins";
        row("nothing", {}, "is empty", Reason::Damaged);
        row("text", "no picture", "is no picture", Reason::NoPicture);
        row("html", "<!DOCTYPE html><html></html>", "is no picture", Reason::NoPicture);
        row("webp", QByteArray("RIFF\x0a\0\0\0WEBPVP8 \0\0\0\0", 20), qPrintable(QString("is WebP") + plugin),
            Reason::NoReader);
        row("tiff", QByteArray("II*\0\x08\0\0\0\0\0\0\0\0\0", 14), qPrintable(QString("is TIFF") + plugin),
            Reason::NoReader);
        row("heif",
            QByteArray("\0\0\0\x18"
                       "ftypheic",
                       12),
            "is HEIF, for which there is no reader: convert it to PNG", Reason::NoReader);
        QByteArray damaged = encoded(noise(20, 20), "png");
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
        row("a damaged png", damaged, "is damaged", Reason::Damaged);
    }

    void saysWhyNot() {
        QFETCH(QByteArray, data);
        QFETCH(QString, words);
        QFETCH(int, reason);
        Reason found{};
        QCOMPARE(refusalOf(write(data), &found), words);
        QCOMPARE(static_cast<int>(found), reason);
    }

    void aFileThatIsNoneIsNamed() {
        QCOMPARE(refusalOf(folder_.filePath("absent.png").toStdString()), QString("is not there"));
        QCOMPARE(refusalOf(folder_.path().toStdString()), QString("is no file"));
    }

    void everyCutIsRefusedInSilence_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<int>("needless"); // bytes at the end
        const QImage image = noise(24, 24);
        QTest::newRow("png") << encoded(image, "png") << 0;
        QTest::newRow("jpeg") << encoded(image, "jpeg") << 0;
        QTest::newRow("jpeg of several scans")
            << encoded(image, "jpeg", [](QImageWriter& writer) { writer.setProgressiveScanWrite(true); }) << 0;
        QTest::newRow("jpeg with a thumbnail's end")
            << turned(encoded(image, "jpeg"), 1, true).insert(2, QByteArray::fromHex("ffe10006ffd9ffd9")) << 0;
        QTest::newRow("bmp") << encoded(image, "bmp") << 0;
        QTest::newRow("bmp of few colours") << encoded(image.convertToFormat(QImage::Format_Indexed8), "bmp") << 0;
        QTest::newRow("ppm") << encoded(image, "ppm") << 0;
        QTest::newRow("pgm") << encoded(image.convertToFormat(QImage::Format_Grayscale8), "pgm") << 0;
        QTest::newRow("pbm") << encoded(image.convertToFormat(QImage::Format_Mono), "pbm") << 0;
        QTest::newRow("ico") << encoded(image, "ico") << 0;
    }

    void everyCutIsRefusedInSilence() {
        QFETCH(QByteArray, data);
        QFETCH(int, needless);
        QVERIFY(!data.isEmpty());
        QCOMPARE(refusalOf(write(data)), QString());
        const QByteArray said = standardErrorOf([&] {
            for (qsizetype size = data.size() - needless - 1; size > 0; size -= 1 + size / 40)
                QVERIFY2(!refusalOf(write(data.first(size))).isEmpty(), qPrintable(QString::number(size)));
        });
        QCOMPARE(said, QByteArray());
    }

    // Restart markers in the middle of a file can be lost without its end being so.
    void aHoleInAJpegIsSeen() {
        QByteArray data = encoded(noise(64, 64), "jpeg");
        const qsizetype scan = data.indexOf("\xFF\xDA");
        data.remove(scan + 200, data.size() - scan - 202);
        QVERIFY(data.endsWith("\xFF\xD9"));
        QCOMPARE(refusalOf(write(data)), QString("is incomplete"));
    }

    void harmlessWarningsAreNoReason() {
        QByteArray data = encoded(noise(64, 64), "jpeg");
        data.insert(data.size() - 2, QByteArray(3, 'x'));
        const QByteArray said = standardErrorOf([&] { QCOMPARE(refusalOf(write(data)), QString()); });
        QCOMPARE(said, QByteArray());
    }

    void veryLargeOnesAreScaledOrRefused() {
        QImage image(9000, 9000, QImage::Format_Grayscale8);
        image.fill(0);
        for (int y = 0; y < 4500; ++y)
            std::fill_n(image.scanLine(y), 4500, uchar{255});
        const QByteArray said = standardErrorOf([&] {
            for (const char* format : {"jpeg", "png"}) {
                const Picture picture = readPicture(write(encoded(image, format)));
                QCOMPARE(picture.size, QSize(9000, 9000));
                const QImage& grey = picture.shades.grey;
                QVERIFY(std::int64_t{grey.width()} * grey.height() <= mostPicturePixels && grey.width() > 4000);
                QVERIFY(qGray(grey.pixel(grey.width() / 4, grey.height() / 4)) > 250);
                QVERIFY(qGray(grey.pixel(3 * grey.width() / 4, grey.height() / 4)) < 5);
            }
            QCOMPARE(refusalOf(write(encoded(image, "pgm"))), QString("is too large, 9000 x 9000 pixels"));
        });
        QCOMPARE(said, QByteArray());
    }

    void otherMessagesGoWhereTheyWent() {
        readPicture(write(encoded(noise(8, 8), "png")));
        QTest::ignoreMessage(QtWarningMsg, "still heard");
        qWarning("still heard");
    }
};

QTEST_GUILESS_MAIN(TestPictureFile)
#include "tst_picture_file.moc"
