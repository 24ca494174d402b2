// Ink, paper and what is transparent.
#include "app/picture_shades.h"

#include <QPainter>
#include <QTest>

using namespace unroll;

namespace {

// A square of ink in a quarter of a clear picture, with the given opacity.
QImage onClear(QColor ink, int opacity = 255, QColor hidden = Qt::transparent) {
    QImage image(8, 8, QImage::Format_ARGB32);
    image.fill(hidden);
    ink.setAlpha(opacity);
    for (int y = 2; y < 6; ++y)
        for (int x = 2; x < 6; ++x)
            image.setPixelColor(x, y, ink);
    return image;
}

double meanOf(const QImage& grey) {
    double sum = 0;
    for (int y = 0; y < grey.height(); ++y)
        for (int x = 0; x < grey.width(); ++x)
            sum += grey.constScanLine(y)[x];
    return sum / (255.0 * grey.width() * grey.height());
}

// The mean when the ground is black.
double inkOf(const PictureShades& shades) {
    const double mean = meanOf(shades.grey);
    return shades.onBrightPaper() ? 1 - mean : mean;
}

} // namespace

class TestPictureShades : public QObject {
    Q_OBJECT

private slots:
    void inkOnClearGroundIsWhatIsOpaque_data() {
        QTest::addColumn<QImage>("image");
        QTest::addColumn<double>("ink");
        QTest::addColumn<int>("ground");
        QTest::newRow("white") << onClear(Qt::white) << 0.25 << 0;
        QTest::newRow("black") << onClear(Qt::black) << 0.25 << 255;
        QTest::newRow("grey") << onClear(QColor(128, 128, 128)) << 0.25 << 0;
        QTest::newRow("dark red") << onClear(QColor(120, 0, 0)) << 0.25 << 255;
        QTest::newRow("half opaque") << onClear(Qt::black, 128) << 0.25 * 128 / 255 << 255;
        QTest::newRow("white, of few colours")
            << onClear(Qt::white).convertToFormat(QImage::Format_Indexed8) << 0.25 << 0;
        QTest::newRow("white, 16 bits") << onClear(Qt::white).convertToFormat(QImage::Format_RGBA64) << 0.25 << 0;
        QTest::newRow("white, premultiplied")
            << onClear(Qt::white).convertToFormat(QImage::Format_ARGB32_Premultiplied) << 0.25 << 0;
        QTest::newRow("a colour under the clear") << onClear(Qt::white, 255, QColor(255, 255, 255, 0)) << 0.25 << 0;
    }

    void inkOnClearGroundIsWhatIsOpaque() {
        QFETCH(QImage, image);
        QFETCH(double, ink);
        QFETCH(int, ground);
        const PictureShades shades = shadesOf(image);
        QCOMPARE(shades.grey.format(), QImage::Format_Grayscale8);
        QVERIFY(shades.clearGround);
        QCOMPARE(*shades.clearGround, ground);
        QVERIFY2(std::abs(inkOf(shades) - ink) < 0.002, qPrintable(QString::number(inkOf(shades))));
    }

    void anOpaquePictureWithOpacityIsOpaque() {
        QImage image(8, 8, QImage::Format_ARGB32);
        image.fill(Qt::white);
        image.setPixelColor(3, 3, Qt::black);
        const PictureShades shades = shadesOf(image);
        QVERIFY(!shades.clearGround);
        QVERIFY(shades.onBrightPaper());
        QCOMPARE(shades.grey, image.convertToFormat(QImage::Format_RGB32).convertToFormat(QImage::Format_Grayscale8));
    }

    // A card with black ink, turned, so that its corners are clear.
    void whatIsClearAroundACardIsPaper_data() {
        QTest::addColumn<QColor>("paper");
        QTest::addColumn<QColor>("ink");
        QTest::newRow("white card") << QColor(Qt::white) << QColor(Qt::black);
        QTest::newRow("black card") << QColor(Qt::black) << QColor(Qt::white);
    }

    void whatIsClearAroundACardIsPaper() {
        QFETCH(QColor, paper);
        QFETCH(QColor, ink);
        QImage image(40, 40, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.translate(20, 20);
        painter.rotate(20);
        painter.fillRect(-18, -18, 36, 36, paper);
        painter.fillRect(-8, -8, 16, 16, ink);
        painter.end();
        const PictureShades shades = shadesOf(image);
        QVERIFY(!shades.clearGround);
        QCOMPARE(qGray(shades.grey.pixel(0, 0)), qGray(paper.rgb()));
        QCOMPARE(qGray(shades.grey.pixel(20, 20)), qGray(ink.rgb()));
        QCOMPARE(shades.onBrightPaper(), paper == QColor(Qt::white));
    }

    void aHoleInACardIsInk() {
        QImage image(8, 8, QImage::Format_ARGB32);
        image.fill(Qt::white);
        image.setPixelColor(3, 3, Qt::transparent);
        const PictureShades shades = shadesOf(image);
        QVERIFY(shades.onBrightPaper());
        QCOMPARE(qGray(shades.grey.pixel(3, 3)), 0);
    }

    void aClearPictureIsBlank() {
        QImage image(3, 2, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        const PictureShades shades = shadesOf(image);
        QCOMPARE(inkOf(shades), 0.0);
    }

    void copiesRows() {
        QImage image(3, 2, QImage::Format_Grayscale8); // rows of 4 bytes
        for (int i = 0; i < 6; ++i)
            image.scanLine(i / 3)[i % 3] = static_cast<uchar>(i);
        QCOMPARE(greyPicture(image), (GreyPicture{3, 2, {0, 1, 2, 3, 4, 5}}));
    }
};

QTEST_GUILESS_MAIN(TestPictureShades)
#include "tst_picture_shades.moc"
