#include "ui/theme/colour_scheme.h"
#include "ui/theme/colours.h"
#include "ui/theme/window_style.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTest>

using namespace unroll;

namespace {

// Of a desktop whose buttons bear icons.
class DesktopStyle : public QProxyStyle {
public:
    DesktopStyle()
        : QProxyStyle(QStringLiteral("Fusion")) {}
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 1 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

} // namespace

class TestWindowStyle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void handleStandsOut_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<Qt::Orientation>("orientation");
        QTest::newRow("light, upright") << lightPalette() << Qt::Vertical;
        QTest::newRow("light, lying") << lightPalette() << Qt::Horizontal;
        QTest::newRow("dark, upright") << darkPalette() << Qt::Vertical;
        QTest::newRow("dark, lying") << darkPalette() << Qt::Horizontal;
    }
    void handleStandsOut() {
        QFETCH(QPalette, palette);
        QFETCH(Qt::Orientation, orientation);
        QScrollBar bar(orientation);
        bar.setPalette(palette);
        bar.setRange(0, 100);
        bar.setPageStep(100);
        bar.resize(orientation == Qt::Vertical ? QSize(12, 200) : QSize(200, 12));
        const QImage drawn = bar.grab().toImage();
        const auto at = [&](int along) { return orientation == Qt::Vertical ? QPoint(6, along) : QPoint(along, 6); };
        QVERIFY(contrast(drawn.pixelColor(at(50)), drawn.pixelColor(at(150))) >= 3);
        QCOMPARE(drawn.pixelColor(at(150)), palette.color(QPalette::Window));
    }

    // Without its end cut off in the middle of a letter.
    void aLongChoiceEndsInDots() {
        QComboBox box;
        box.setPalette(lightPalette());
        const QString name = QStringLiteral("packed-without-ending");
        box.addItems({name, {}});
        box.resize(100, 24);
        QStyleOptionComboBox option;
        option.initFrom(&box);
        const QRect place =
            QApplication::style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
        box.setItemText(1, box.fontMetrics().elidedText(name, Qt::ElideRight, place.width() - 2));
        const QImage whole = box.grab().toImage();
        box.setCurrentIndex(1);
        QVERIFY(box.currentText().endsWith(QChar(0x2026)));
        QCOMPARE(whole, box.grab().toImage());
    }

    // Those of the desktop are of another style than ours.
    void buttonsOfDialogsBearNoIcons() {
        WindowStyle style;
        style.setBaseStyle(new DesktopStyle);
        QDialogButtonBox box;
        box.setStyle(&style);
        box.setStandardButtons(QDialogButtonBox::Save | QDialogButtonBox::Discard | QDialogButtonBox::Cancel);
        for (const QAbstractButton* button : box.buttons())
            QVERIFY(button->icon().isNull());
    }

    void nothingIsDrawnWhereAllIsSeen() {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 0);
        bar.resize(12, 200);
        QImage blank = bar.grab().toImage();
        const QImage drawn = blank;
        blank.fill(drawn.pixelColor(0, 0));
        QCOMPARE(drawn, blank);
    }

    void isDraggedAndPaged() {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 300);
        bar.setPageStep(100);
        bar.resize(12, 200); // the handle: 0...50
        bar.show();
        QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(6, 25));
        QTest::mouseMove(&bar, QPoint(6, 75));
        QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(6, 75));
        QCOMPARE(bar.value(), 100); // 50 of 150 pixels
        QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(6, 190));
        QCOMPARE(bar.value(), 200);
        QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(6, 10));
        QCOMPARE(bar.value(), 100);
    }

    void handleCanAlwaysBeGrasped() {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 1000000);
        bar.setPageStep(10);
        bar.setValue(1000000);
        bar.resize(12, 200);
        bar.show();
        QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(6, 180));
        QTest::mouseMove(&bar, QPoint(6, 0));
        QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(6, 0));
        QCOMPARE(bar.value(), 0);
    }
};

QTEST_MAIN(TestWindowStyle)
#include "tst_window_style.moc"
