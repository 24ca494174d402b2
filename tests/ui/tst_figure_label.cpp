// Labels for numbers that run.
#include "ui/look/figure_label.h"

#include <QHBoxLayout>
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
