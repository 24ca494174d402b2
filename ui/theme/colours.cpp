#include "ui/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

const Colours lightColours{
    .dark = false,
    .run = QColor(0x00, 0x72, 0xb2),
    .right = QColor(0x00, 0x72, 0xb2),
    .wrong = QColor(0xd5, 0x5e, 0x00),
    .wrongText = QColor(0xa8, 0x48, 0x00),
    .reference = QColor(0x9a, 0x9f, 0xa8),
    .secondary = QColor(0x56, 0x5b, 0x65),
    .grid = QColor(0xe9, 0xeb, 0xee),
    .outline = QColor(0xd3, 0xd6, 0xdc),
    .handle = QColor(0x86, 0x8c, 0x96),
};

const Colours darkColours{
    .dark = true,
    .run = QColor(0x56, 0xb4, 0xe9),
    .right = QColor(0x56, 0xb4, 0xe9),
    .wrong = QColor(0xe6, 0x9f, 0x00),
    .wrongText = QColor(0xf0, 0xb0, 0x30),
    .reference = QColor(0x7d, 0x83, 0x8d),
    .secondary = QColor(0xa6, 0xac, 0xb6),
    .grid = QColor(0x2f, 0x33, 0x39),
    .outline = QColor(0x43, 0x48, 0x50),
    .handle = QColor(0x7d, 0x83, 0x8d),
};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

Colours coloursOf(const QPalette& palette) { return isDark(palette) ? darkColours : lightColours; }

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    const auto [dark, light] = std::minmax({first, second});
    return (light + 0.05) / (dark + 0.05);
}

} // namespace unroll
