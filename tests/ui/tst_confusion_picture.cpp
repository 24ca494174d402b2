#include "ui/export/confusion_picture.h"

#include <QTest>

using namespace unroll;

namespace {

constexpr int side = 400;

// The colours that are in the picture's cells, below and right of the names.
QList<QRgb> coloursIn(const QImage& image, const QList<QColor>& wanted) {
    QList<QRgb> found;
    for (const QColor& colour : wanted)
        for (int y = 0; y < image.height() && !found.contains(colour.rgb()); ++y)
            for (int x = 0; x < image.width() && !found.contains(colour.rgb()); ++x)
                if (image.pixel(x, y) == colour.rgb())
                    found.append(colour.rgb());
    return found;
}

QStringList namesOf(int classes, const QString& name) {
    QStringList names;
    for (int i = 0; i < classes; ++i)
        names.append(name + QString::number(i));
    return names;
}

ConfusionMatrix matrixOf(int classes) {
    ConfusionMatrix matrix{classes, std::vector<std::int64_t>(static_cast<std::size_t>(classes * classes))};
    for (int label = 0; label < classes; ++label)
        matrix.at(label, label) = 8;
    return matrix;
}

} // namespace

class TestConfusionPicture : public QObject {
    Q_OBJECT

private slots:
    void everyClassHasItsColumnWithinThePicture_data() {
        QTest::addColumn<int>("classes");
        QTest::addColumn<QString>("name");
        QTest::newRow("26 letters") << 26 << QString("letter ");
        QTest::newRow("62 classes") << 62 << QString();
        QTest::newRow("256 classes") << 256 << QString("n");
        QTest::newRow("long names") << 20 << QString("a class whose name nobody would want to say twice ");
    }
    void everyClassHasItsColumnWithinThePicture() {
        QFETCH(int, classes);
        QFETCH(QString, name);
        ConfusionMatrix matrix = matrixOf(classes);
        const QColor mistake = confusionColour(1, false);
        QVERIFY(coloursIn(confusionPicture(matrix, namesOf(classes, name), side), {mistake}).isEmpty());
        matrix.at(0, classes - 1) = 3;
        const QImage image = confusionPicture(matrix, namesOf(classes, name), side);
        QCOMPARE(image.size(), QSize(2 * side, 2 * side));
        QCOMPARE(coloursIn(image, {mistake, confusionColour(1, true)}).size(), 2);
        // It is in the last column, which ends at the right.
        int last = 0;
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y)
                if (image.pixel(x, y) == mistake.rgb())
                    last = x;
        QVERIFY(last > image.width() - 8);
    }

    void aFullerCellIsDarker() {
        QVERIFY(confusionColour(0, true) == QColor(Qt::white));
        QVERIFY(confusionColour(0.2, true).lightness() > confusionColour(0.9, true).lightness());
        QVERIFY(confusionColour(0.5, true) != confusionColour(0.5, false));
    }
};

QTEST_MAIN(TestConfusionPicture)
#include "tst_confusion_picture.moc"
