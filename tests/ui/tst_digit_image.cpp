#include "ui/state/digit_image.h"

#include <QTest>

using namespace unroll;

class TestDigitImage : public QObject {
    Q_OBJECT

private slots:
    void pixelsLieRowByRow() {
        const std::vector<std::uint8_t> pixels{1, 2, 3, 4, 5, 6};
        const QImage image = greyImage(pixels, 3, 2);
        QCOMPARE(image.size(), QSize(3, 2));
        QCOMPARE(qGray(image.pixel(2, 0)), 3);
        QCOMPARE(qGray(image.pixel(0, 1)), 4);
    }

    void imagesKeepTheirProportions_data() {
        QTest::addColumn<QSize>("image");
        QTest::addColumn<QRect>("place");
        QTest::newRow("square") << QSize(28, 28) << QRect(10, 20, 40, 40);
        QTest::newRow("wide") << QSize(56, 14) << QRect(10, 35, 40, 10);
        QTest::newRow("high") << QSize(14, 56) << QRect(25, 20, 10, 40);
        QTest::newRow("a line") << QSize(2000, 1) << QRect(10, 39, 40, 1);
        QTest::newRow("none") << QSize() << QRect(10, 20, 40, 40);
    }
    void imagesKeepTheirProportions() {
        QFETCH(QSize, image);
        QFETCH(QRect, place);
        QCOMPARE(placeOf(image, QRect(10, 20, 40, 40)), place);
    }
};

QTEST_GUILESS_MAIN(TestDigitImage)
#include "tst_digit_image.moc"
