#include "ui/plots/colour_maps.h"
#include "ui/theme/colour_scheme.h"

#include <QTest>

#include <cmath>

using namespace unroll;

class TestColourMaps : public QObject {
    Q_OBJECT

private slots:
    void lightnessIsKnown() {
        QVERIFY(std::abs(lightness(Qt::white) - 100) < 0.01);
        QVERIFY(std::abs(lightness(Qt::black)) < 0.01);
        QVERIFY(std::abs(lightness(QColor(0x77, 0x77, 0x77)) - 50.03) < 0.1);
    }

    // In steps that are alike, from one end to the other: the order is seen without colours.
    void lightnessGoesEvenly_data() {
        QTest::addColumn<QCPColorGradient>("gradient");
        QTest::newRow("amounts, light") << amountColours(lightPalette());
        QTest::newRow("amounts, dark") << amountColours(darkPalette());
        QTest::newRow("signed") << signedColours();
    }
    void lightnessGoesEvenly() {
        QFETCH(QCPColorGradient, gradient);
        constexpr int steps = 16;
        std::vector<double> all;
        for (int i = 0; i <= steps; ++i)
            all.push_back(lightness(QColor(gradient.color(i, QCPRange(0, steps)))));
        const double step = (all.back() - all.front()) / steps;
        QVERIFY(std::abs(step) > 3);
        for (std::size_t i = 1; i < all.size(); ++i)
            QVERIFY2(std::abs(all[i] - all[i - 1] - step) < 0.35 * std::abs(step),
                     qPrintable(QString("%1: %2 for %3").arg(i).arg(all[i] - all[i - 1]).arg(step)));
    }
};

QTEST_MAIN(TestColourMaps)
#include "tst_colour_maps.moc"
