#include "engine/data/digit_canvas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {

namespace {

using Coverage = std::array<float, std::size_t{digitSide} * digitSide>;

std::size_t pixelIndex(int row, int column) { return static_cast<std::size_t>(row * digitSide + column); }

// The smallest upright rectangle around the ink's middle line.
struct Bounds {
    double left = std::numeric_limits<double>::max();
    double right = std::numeric_limits<double>::lowest();
    double top = std::numeric_limits<double>::max();
    double bottom = std::numeric_limits<double>::lowest();

    explicit Bounds(std::span<const InkPoint> ink) {
        for (const InkPoint& point : ink) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
    }

    double longerSide() const { return std::max(right - left, bottom - top); }
};

// Where the ink's units lie in pixels: the middle of its bounds is the middle of the image.
struct Placement {
    Placement(const Bounds& bounds, const Pen& pen)
        : scale((pen.boxSide - 2 * pen.radius) / bounds.longerSide())
        , left(0.5 * digitSide - 0.5 * (bounds.left + bounds.right) * scale)
        , top(0.5 * digitSide - 0.5 * (bounds.top + bounds.bottom) * scale) {}

    double scale;
    double left;
    double top;
};

struct Disc {
    double x;
    double y;
    double radius;
};

// The ink between two discs, over the pixels whose middle it can reach.
void drawPiece(Coverage& coverage, const Disc& from, const Disc& to, double softness) {
    const double reach = std::max(from.radius, to.radius) + 0.5 * softness;
    const int left = std::max(0, static_cast<int>(std::min(from.x, to.x) - reach));
    const int right = std::min(digitSide - 1, static_cast<int>(std::max(from.x, to.x) + reach));
    const int top = std::max(0, static_cast<int>(std::min(from.y, to.y) - reach));
    const int bottom = std::min(digitSide - 1, static_cast<int>(std::max(from.y, to.y) + reach));
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double inverseSquare = 1 / std::max(dx * dx + dy * dy, 1e-12);
    const double inverseSoftness = 1 / softness;
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column) {
            const double x = column + 0.5 - from.x;
            const double y = row + 0.5 - from.y;
            const double along = std::clamp((x * dx + y * dy) * inverseSquare, 0.0, 1.0);
            const double offX = x - along * dx;
            const double offY = y - along * dy;
            const double square = offX * offX + offY * offY;
            if (square >= reach * reach) {
                continue;
            }
            const double radius = from.radius + along * (to.radius - from.radius);
            const double depth = (radius - std::sqrt(square)) * inverseSoftness + 0.5;
            float& pixel = coverage[pixelIndex(row, column)];
            pixel = std::max(pixel, static_cast<float>(std::min(depth, 1.0)));
        }
    }
}

int nearest(double value) { return static_cast<int>(std::floor(value + 0.5)); }

// By how many pixels the ink is to be moved down and to the right.
struct Shift {
    explicit Shift(const Coverage& coverage) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        int left = digitSide;
        int right = 0;
        int top = digitSide;
        int bottom = 0;
        for (int row = 0; row < digitSide; ++row) {
            for (int column = 0; column < digitSide; ++column) {
                const double ink = coverage[pixelIndex(row, column)];
                if (ink > 0) {
                    mass += ink;
                    massX += ink * (column + 0.5);
                    massY += ink * (row + 0.5);
                    left = std::min(left, column);
                    right = std::max(right, column);
                    top = std::min(top, row);
                    bottom = std::max(bottom, row);
                }
            }
        }
        right_ = std::clamp(nearest(0.5 * digitSide - massX / mass), -left, digitSide - 1 - right);
        down_ = std::clamp(nearest(0.5 * digitSide - massY / mass), -top, digitSide - 1 - bottom);
    }

    int right() const { return right_; }
    int down() const { return down_; }

private:
    int right_ = 0;
    int down_ = 0;
};

DigitPixels shifted(const Coverage& coverage, const Shift& shift) {
    DigitPixels pixels{};
    for (int row = std::max(0, -shift.down()); row < std::min(digitSide, digitSide - shift.down()); ++row) {
        for (int column = std::max(0, -shift.right()); column < std::min(digitSide, digitSide - shift.right());
             ++column) {
            const float ink = coverage[pixelIndex(row, column)];
            pixels[pixelIndex(row + shift.down(), column + shift.right())] =
                static_cast<std::uint8_t>(ink * 255 + 0.5F);
        }
    }
    return pixels;
}

} // namespace

DigitPixels drawInk(std::span<const InkPoint> ink, const Pen& pen) {
    const Placement place(Bounds(ink), pen);
    Coverage coverage{};
    Disc before{};
    for (const InkPoint& point : ink) {
        const Disc disc = {place.left + point.x * place.scale, place.top + point.y * place.scale,
                           pen.radius * point.pressure};
        if (point.penDown) {
            drawPiece(coverage, before, disc, pen.softness);
        }
        before = disc;
    }
    return shifted(coverage, Shift(coverage));
}

} // namespace unroll
