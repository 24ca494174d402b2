// Pictures of digits made like MNIST's images.
#include "engine/data/digit_preparation.h"

#include "engine/data/digit_generator.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace unroll;

namespace {

constexpr int side = 28;

GreyPicture blank(int width, int height, int shade) {
    return {width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                      static_cast<std::uint8_t>(shade))};
}

std::size_t place(const GreyPicture& picture, int x, int y) { return static_cast<std::size_t>(y * picture.width + x); }

void fill(GreyPicture& picture, int left, int top, int width, int height, int shade) {
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x)
            picture.pixels[place(picture, x, y)] = static_cast<std::uint8_t>(shade);
}

// A seven: a bar and a stem, 5 : 8.
GreyPicture seven(int width, int height, int left, int top, int unit, int paper, int ink) {
    GreyPicture picture = blank(width, height, paper);
    fill(picture, left, top, 5 * unit, unit, ink);
    fill(picture, left + 3 * unit, top, unit, 8 * unit, ink);
    return picture;
}

// MNIST-like images, as the generator draws them.
std::vector<GreyPicture> drawnDigits() {
    DigitSetOptions options;
    options.trainImages = 40;
    options.testImages = 10;
    const Dataset data = generateDigits(options);
    std::vector<GreyPicture> digits;
    for (std::int64_t i = 0; i < data.train.count; ++i)
        digits.push_back({side, side, data.image(data.train, i)});
    return digits;
}

double meanDifference(const GreyPicture& a, const GreyPicture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        sum += std::abs(int{a.pixels[i]} - int{b.pixels[i]});
    return sum / static_cast<double>(a.pixels.size());
}

// The least when one may be moved by a pixel: where the centre of mass lies between two, noise decides.
double differenceBesidesPlace(const GreyPicture& a, const GreyPicture& b) {
    double least = 255;
    for (int down = -1; down <= 1; ++down)
        for (int right = -1; right <= 1; ++right) {
            GreyPicture moved = blank(b.width, b.height, 0);
            for (int y = std::max(0, -down); y < std::min(b.height, b.height - down); ++y)
                for (int x = std::max(0, -right); x < std::min(b.width, b.width - right); ++x)
                    moved.pixels[place(moved, x + right, y + down)] = b.pixels[place(b, x, y)];
            least = std::min(least, meanDifference(a, moved));
        }
    return least;
}

// Each pixel becomes a block.
GreyPicture enlarged(const GreyPicture& picture, int times) {
    GreyPicture large = blank(picture.width * times, picture.height * times, 0);
    for (int y = 0; y < large.height; ++y)
        for (int x = 0; x < large.width; ++x)
            large.pixels[place(large, x, y)] = picture.pixels[place(picture, x / times, y / times)];
    return large;
}

GreyPicture inverted(GreyPicture picture) {
    for (std::uint8_t& pixel : picture.pixels)
        pixel = static_cast<std::uint8_t>(255 - pixel);
    return picture;
}

// Beside the middle of a larger sheet.
GreyPicture padded(const GreyPicture& picture, int shade) {
    GreyPicture sheet = blank(picture.width + 60, picture.height + 31, shade);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            sheet.pixels[place(sheet, x + 49, y + 4)] = picture.pixels[place(picture, x, y)];
    return sheet;
}

// A photograph: paper that is brighter at one side and darker towards the corners, grey ink, noise.
GreyPicture photographed(const GreyPicture& digit) {
    GreyPicture photo = blank(digit.width, digit.height, 0);
    unsigned noise = 1;
    for (int y = 0; y < photo.height; ++y)
        for (int x = 0; x < photo.width; ++x) {
            noise = noise * 1664525U + 1013904223U;
            const double across = 2.0 * x / photo.width - 1;
            const double down = 2.0 * y / photo.height - 1;
            const double paper = 170 + 40 * across - 20 * down - 20 * (across * across + down * down);
            const double ink = digit.pixels[place(digit, x, y)] / 255.0;
            photo.pixels[place(photo, x, y)] =
                static_cast<std::uint8_t>(paper * (1 - 0.7 * ink) + static_cast<int>(noise >> 24) % 9 - 4);
        }
    return photo;
}

struct Mass {
    double x = 0;
    double y = 0;
    explicit Mass(const GreyPicture& picture) {
        double sum = 0;
        for (int row = 0; row < picture.height; ++row)
            for (int column = 0; column < picture.width; ++column) {
                const double ink = picture.pixels[place(picture, column, row)];
                sum += ink;
                x += ink * (column + 0.5);
                y += ink * (row + 0.5);
            }
        x /= sum;
        y /= sum;
    }
};

// The rows and columns with ink.
QRect bounds(const GreyPicture& picture) {
    QRect box;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (picture.pixels[place(picture, x, y)] > 0)
                box = box.united(QRect(x, y, 1, 1));
    return box;
}

} // namespace

class TestDigitPreparation : public QObject {
    Q_OBJECT

private slots:
    void scalesIntoTheBoxAndCentres_data() {
        QTest::addColumn<GreyPicture>("picture");
        QTest::newRow("bright on dark") << seven(28, 28, 4, 4, 2, 0, 255);
        QTest::newRow("dark on bright") << seven(28, 28, 4, 4, 2, 255, 0);
        QTest::newRow("grey on grey") << seven(28, 28, 4, 4, 2, 90, 140);
        QTest::newRow("off the centre") << seven(90, 60, 50, 8, 5, 255, 0);
        QTest::newRow("at the edge") << seven(60, 60, 0, 0, 5, 255, 0);
        QTest::newRow("large") << seven(1500, 2000, 300, 200, 100, 220, 40);
    }

    // 5 : 8 in a box of 20: 13 wide, and 2.5 pixels of the stem and the bar.
    void scalesIntoTheBoxAndCentres() {
        QFETCH(GreyPicture, picture);
        const auto image = prepareDigit(picture, side, side);
        QVERIFY(image);
        QCOMPARE(image->width, side);
        QCOMPARE(image->height, side);
        const QRect box = bounds(*image);
        QCOMPARE(box.height(), 20);
        QVERIFY2(box.width() == 12 || box.width() == 13, qPrintable(QString::number(box.width())));
        const Mass mass(*image);
        QVERIFY(std::abs(mass.x - 14.5) <= 0.5);
        QVERIFY(box.top() == 0 || box.bottom() == side - 1 || std::abs(mass.y - 14.5) <= 0.5);
        QCOMPARE(int{*std::ranges::max_element(image->pixels)}, 255);
        QCOMPARE(int{image->pixels[0]}, 0);
    }

    void keepsWhatIsPreparedAlready() {
        for (const GreyPicture& digit : drawnDigits()) {
            const auto again = prepareDigit(digit, side, side);
            QVERIFY(again);
            QVERIFY2(meanDifference(*again, digit) < 2.5, qPrintable(QString::number(meanDifference(*again, digit))));
        }
    }

    void sizeGroundAndPlaceDoNotMatter() {
        for (const GreyPicture& digit : drawnDigits()) {
            const auto prepared = prepareDigit(digit, side, side);
            QVERIFY(prepared == prepareDigit(inverted(digit), side, side));
            QVERIFY(prepared == prepareDigit(padded(digit, 0), side, side));
            QVERIFY(prepared == prepareDigit(inverted(padded(digit, 0)), side, side));
            const auto large = prepareDigit(enlarged(digit, 3), side, side);
            QVERIFY(large && meanDifference(*large, *prepared) < 0.5);
        }
    }

    void readsUnevenPaper() {
        for (const GreyPicture& digit : drawnDigits()) {
            const auto plain = prepareDigit(digit, side, side);
            const auto photo = prepareDigit(photographed(enlarged(padded(digit, 0), 8)), side, side);
            QVERIFY(photo);
            QVERIFY2(differenceBesidesPlace(*photo, *plain) < 5,
                     qPrintable(QString::number(differenceBesidesPlace(*photo, *plain))));
        }
    }

    void leavesOutSpecksAndKeepsParts() {
        GreyPicture picture = seven(200, 200, 60, 50, 10, 255, 0);
        const auto clean = prepareDigit(picture, side, side);
        fill(picture, 10, 190, 2, 2, 0);
        QVERIFY(prepareDigit(picture, side, side) == clean);
        fill(picture, 60, 140, 50, 10, 0); // a stroke of its own
        QVERIFY(prepareDigit(picture, side, side) != clean);
    }

    void findsNothingOnBlankPaper() {
        QVERIFY(!prepareDigit(blank(28, 28, 0), side, side));
        QVERIFY(!prepareDigit(blank(100, 50, 255), side, side));
        QVERIFY(!prepareDigit(photographed(blank(300, 300, 0)), side, side));
        QVERIFY(!prepareDigit(blank(1, 1, 7), side, side));
    }

    void keepsToTheProportionsOfOtherImages() {
        const auto wide = prepareDigit(seven(50, 50, 5, 5, 4, 255, 0), 56, 14);
        QVERIFY(wide && wide->width == 56 && wide->height == 14);
        QCOMPARE(bounds(*wide).height(), 10);
        const auto tiny = prepareDigit(seven(50, 50, 5, 5, 4, 255, 0), 1, 1);
        QVERIFY(tiny && tiny->pixels == std::vector<std::uint8_t>{255});
    }

    void refusesWhatIsNoPicture() {
        QVERIFY_EXCEPTION_THROWN(prepareDigit({2, 2, {1, 2, 3}}, side, side), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(prepareDigit({0, 0, {}}, side, side), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(prepareDigit(blank(2, 2, 0), 0, side), std::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(TestDigitPreparation)
#include "tst_digit_preparation.moc"
