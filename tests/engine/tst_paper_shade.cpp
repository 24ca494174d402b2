// The paper behind a drawing.
#include "engine/data/paper_shade.h"

#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

float shadeAt(int x, int y) {
    const float across = static_cast<float>(x) / 50 - 1;
    const float down = static_cast<float>(y) / 40 - 1;
    return 150 + 30 * across - 12 * down - 25 * across * across - 8 * across * down;
}

GreyImage paper() {
    GreyImage image(100, 80);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            image.at(x, y) = shadeAt(x, y);
    return image;
}

} // namespace

class TestPaperShade : public QObject {
    Q_OBJECT

    static void compare(const PaperShade& shade, float most) {
        for (int y = 0; y < 80; y += 13)
            for (int x = 0; x < 100; x += 11)
                QVERIFY(std::abs(shade.at(x, y) - shadeAt(x, y)) < most);
    }

private slots:
    void followsTheLight() { compare(PaperShade(paper()), 0.1F); }

    void inkInTheFrameIsNoPaper() {
        GreyImage image = paper();
        for (int y = 0; y < 80; ++y)
            for (int x = 30; x < 45; ++x) // from edge to edge
                image.at(x, y) = 10;
        compare(PaperShade(image), 1);
    }

    void knowsTheNoise() {
        GreyImage image = paper();
        unsigned noise = 1;
        for (float& pixel : image.pixels) {
            noise = noise * 1664525U + 1013904223U;
            pixel += noise >> 31 ? 3.0F : -3.0F;
        }
        QVERIFY(std::abs(PaperShade(image).noise() - 1.4826F * 3) < 0.5F);
        QVERIFY(PaperShade(paper()).noise() < 0.05F);
    }

    void takesTheSmallest() {
        GreyImage one(1, 1);
        one.at(0, 0) = 9;
        QVERIFY(std::abs(PaperShade(one).at(0, 0) - 9) < 1e-3F);
    }
};

QTEST_GUILESS_MAIN(TestPaperShade)
#include "tst_paper_shade.moc"
