#include "ui/theme/colour_scheme.h"
#include "ui/theme/colours.h"
#include "ui/theme/run_style.h"

#include <QTest>

#include <set>

using namespace unroll;

namespace {

void palettes() {
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

} // namespace

class TestRunStyle : public QObject {
    Q_OBJECT

private slots:
    void firstRunHasTheColourOfTheRun_data() { palettes(); }
    void firstRunHasTheColourOfTheRun() {
        QFETCH(QPalette, palette);
        QCOMPARE(runStyle(0, palette).colour, coloursOf(palette).run);
        QVERIFY(runStyle(0, palette).dashes.isEmpty());
        QCOMPARE(runStyle(-3, palette).colour, coloursOf(palette).run);
    }

    void everyLineStandsOut_data() { palettes(); }
    void everyLineStandsOut() {
        QFETCH(QPalette, palette);
        for (int slot = 0; slot < 6; ++slot) {
            const QColor colour = runStyle(slot, palette).colour;
            const double ratio = contrast(colour, palette.color(QPalette::Base));
            QVERIFY2(ratio >= 3, qPrintable(QStringLiteral("%1: %2").arg(colour.name()).arg(ratio)));
        }
    }

    void runsAreToldApart_data() { palettes(); }
    void runsAreToldApart() {
        QFETCH(QPalette, palette);
        std::set<std::pair<QString, QList<qreal>>> looks;
        std::set<QString> colours;
        std::set<QList<qreal>> dashes;
        for (int slot = 0; slot < 36; ++slot) {
            const RunStyle style = runStyle(slot, palette);
            looks.insert({style.colour.name(), style.dashes});
            if (slot < 6) {
                colours.insert(style.colour.name());
                dashes.insert(style.dashes);
            }
        }
        QCOMPARE(looks.size(), 36U);
        QCOMPARE(colours.size(), 6U);
        QCOMPARE(dashes.size(), 6U);
    }

    void penCarriesColourAndDashes() {
        const RunStyle style = runStyle(1, lightPalette());
        const QPen pen = style.pen(2);
        QCOMPARE(pen.color(), style.colour);
        QCOMPARE(pen.dashPattern(), style.dashes);
        QCOMPARE(runStyle(0, lightPalette()).pen(2).style(), Qt::SolidLine);
    }
};

QTEST_MAIN(TestRunStyle)
#include "tst_run_style.moc"
