#include "ui/theme/colour_scheme.h"
#include "ui/theme/colours.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestColours : public QObject {
    Q_OBJECT

private slots:
    void contrastIsThatOfWcag() {
        QVERIFY(qFuzzyCompare(contrast(Qt::black, Qt::white), 21.0));
        QVERIFY(qFuzzyCompare(contrast(Qt::red, Qt::red), 1.0));
        QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void palettesAreWhatTheySay() {
        QVERIFY(!isDark(lightPalette()));
        QVERIFY(isDark(darkPalette()));
        QVERIFY(coloursOf(darkPalette()).dark);
    }

    void textsStandOut_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void textsStandOut() {
        QFETCH(QPalette, palette);
        const Colours colours = coloursOf(palette);
        for (const auto background : {QPalette::Window, QPalette::Base}) {
            const QColor behind = palette.color(background);
            for (const QColor& text : {palette.color(QPalette::WindowText), palette.color(QPalette::Text),
                                       colours.secondary, colours.right, colours.wrongText})
                QVERIFY2(contrast(text, behind) >= 4.5, qPrintable(text.name() + " on " + behind.name()));
            for (const QColor& mark : {colours.run, colours.wrong, colours.handle})
                QVERIFY2(contrast(mark, behind) >= 3, qPrintable(mark.name() + " on " + behind.name()));
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    }
};

QTEST_MAIN(TestColours)
#include "tst_colours.moc"
