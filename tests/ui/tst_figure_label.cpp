// Labels for numbers that run.
#include "ui/widgets/figure_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTest>

using namespace unroll;

class TestFigureLabel : public QObject {
    Q_OBJECT

private slots:
    void keepsTheWidthOfItsWidestText() {
        FigureLabel label(QStringLiteral("100.0"), Qt::AlignRight);
        const QSize empty = label.sizeHint();
        label.setText(QStringLiteral("9.1"));
        QCOMPARE(label.sizeHint(), empty);
    }

    // Halves of a surrogate pair, or an accent by itself, are drawn as boxes.
    void charactersAreDrawnWhole_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("emoji") << QString::fromUtf8("\xf0\x9f\x94\xa5");
        QTest::newRow("accent") << QString::fromUtf8("e\xcc\x81");
        QTest::newRow("words") << "difficult AVAT";
    }
    void charactersAreDrawnWhole() {
        QFETCH(QString, text);
        const auto drawn = [&](bool asFigures) {
            QImage image(200, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            if (asFigures)
                drawFigures(painter, 4, 30, text);
            else
                painter.drawText(4, 30, text);
            return image;
        };
        QCOMPARE(drawn(true), drawn(false));
        const QFontMetrics metrics{QFont()};
        QCOMPARE(figureWidth(metrics, text), metrics.horizontalAdvance(text));
    }

    void digitsStandInColumns() {
        const QFontMetrics metrics{QFont()};
        QCOMPARE(figureWidth(metrics, "1.1"), figureWidth(metrics, "8.8"));
    }

    void makesRoomForAWiderText() {
        QWidget row;
        auto* layout = new QHBoxLayout(&row);
        auto* label = new FigureLabel(QStringLiteral("0.0"), Qt::AlignRight, &row);
        layout->addWidget(label);
        layout->addStretch(1);
        row.resize(400, 40);
        row.show();
        QVERIFY(QTest::qWaitForWindowExposed(&row));
        const QString words = QStringLiteral("wider than any number");
        QVERIFY(label->width() < figureWidth(QFontMetrics(label->font()), words));
        label->setText(words);
        QTRY_VERIFY(label->width() >= figureWidth(QFontMetrics(label->font()), words));
    }
};

QTEST_MAIN(TestFigureLabel)
#include "tst_figure_label.moc"
