#include "engine/data/digit_canvas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {

namespace {

using Coverage = std::array<float, std::size_t{digitSide} * digitSide>;

std::size_t pixelIndex(int row, int column) {
    return static_cast<std::size_t>(row) * digitSide + static_cast<std::size_t>(column);
}

int nearest(double value) { return static_cast<int>(std::floor(value + 0.5)); }

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

    double width() const { return right - left; }
    double height() const { return bottom - top; }
};

// Where the ink's units lie in pixels, and the pixels that may be inked. The longer side fills the box, and the ink's
// left and upper edge lie between pixels, as they do in a bitmap that was cut out around it.
struct Placement {
    Placement(const Bounds& bounds, double radius)
        : scale((boxSide - 2 * radius) / std::max(bounds.width(), bounds.height()))
        , left(edge(bounds.width() * scale + 2 * radius))
        , top(edge(bounds.height() * scale + 2 * radius))
        , right(static_cast<int>(std::ceil(left + bounds.width() * scale + 2 * radius - negligible)))
        , bottom(static_cast<int>(std::ceil(top + bounds.height() * scale + 2 * radius - negligible)))
        , x(left + radius - bounds.left * scale)
        , y(top + radius - bounds.top * scale) {}

    double scale;
    int left;
    int top;
    int right;  // the first column after the box
    int bottom; // the first row after it
    double x;   // of the ink's origin
    double y;

private:
    static constexpr double boxSide = 20;
    static constexpr double negligible = 0.01; // of a pixel

    static int edge(double extent) { return nearest(0.5 * (digitSide - extent)); }
};

struct Disc {
    double x;
    double y;
    double radius;
};

// The ink between two discs, over the pixels of the box whose middle it can reach.
void drawPiece(Coverage& coverage, const Placement& box, const Disc& from, const Disc& to, double softness) {
    const double reach = std::max(from.radius, to.radius) + 0.5 * softness;
    const int left = std::max(box.left, static_cast<int>(std::min(from.x, to.x) - reach));
    const int right = std::min(box.right - 1, static_cast<int>(std::max(from.x, to.x) + reach));
    const int top = std::max(box.top, static_cast<int>(std::min(from.y, to.y) - reach));
    const int bottom = std::min(box.bottom - 1, static_cast<int>(std::max(from.y, to.y) + reach));
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double inverseSquare = 1 / std::max(dx * dx + dy * dy, 1e-12);
    const double inverseSoftness = 1 / softness;
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column) {
            float& pixel = coverage[pixelIndex(row, column)];
            if (pixel >= 1) {
                continue; // neighbouring pieces cover each other for the most part
            }
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
            pixel = std::max(pixel, static_cast<float>(std::min(depth, 1.0)));
        }
    }
}

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
        right_ = std::clamp(nearest(centre - massX / mass), -left, digitSide - 1 - right);
        down_ = std::clamp(nearest(centre - massY / mass), -top, digitSide - 1 - bottom);
    }

    int right() const { return right_; }
    int down() const { return down_; }

private:
    static constexpr double centre = 14.5; // the middle of pixel 14, as MNIST's

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
    const Placement place(Bounds(ink), pen.radius);
    Coverage coverage{};
    Disc before{};
    for (const InkPoint& point : ink) {
        const Disc disc = {place.x + point.x * place.scale, place.y + point.y * place.scale,
                           pen.radius * point.pressure};
        if (point.penDown) {
            drawPiece(coverage, place, before, disc, pen.softness);
        }
        before = disc;
    }
    return shifted(coverage, Shift(coverage));
}

} // namespace unroll
