#include "ui/plots/colour_maps.h"

#include "ui/theme/colours.h"

#include <array>
#include <cmath>
#include <vector>

namespace unroll {
namespace {

constexpr int stops = 64; // between which sRGB is near enough to even

struct Lab {
    double l = 0;
    double a = 0;
    double b = 0;
};

// CIE 15:2004 with the white of D65, and sRGB as in IEC 61966-2-1.
constexpr std::array<double, 3> white{0.95047, 1, 1.08883};

double toLinear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double fromLinear(double channel) {
    const double clipped = std::clamp(channel, 0.0, 1.0);
    return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * std::pow(clipped, 1 / 2.4) - 0.055;
}

Lab labOf(const QColor& colour) {
    constexpr double edge = 6.0 / 29;
    const double r = toLinear(colour.redF());
    const double g = toLinear(colour.greenF());
    const double b = toLinear(colour.blueF());
    const auto f = [](double t) { return t > edge * edge * edge ? std::cbrt(t) : t / (3 * edge * edge) + 4.0 / 29; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / white[0]);
    const double y = f((0.2126 * r + 0.7152 * g + 0.0722 * b) / white[1]);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / white[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

QColor colourOf(const Lab& lab) {
    constexpr double edge = 6.0 / 29;
    const auto g = [](double t) { return t > edge ? t * t * t : 3 * edge * edge * (t - 4.0 / 29); };
    const double middle = (lab.l + 16) / 116;
    const double x = white[0] * g(middle + lab.a / 500);
    const double y = white[1] * g(middle);
    const double z = white[2] * g(middle - lab.b / 200);
    return QColor::fromRgbF(static_cast<float>(fromLinear(3.2406 * x - 1.5372 * y - 0.4986 * z)),
                            static_cast<float>(fromLinear(-0.9689 * x + 1.8758 * y + 0.0415 * z)),
                            static_cast<float>(fromLinear(0.0557 * x - 0.2040 * y + 1.0570 * z)));
}

// Through the colours in turn; the lightness goes from that of the first to that of the last in even steps.
QCPColorGradient evenly(const std::vector<QColor>& colours) {
    std::vector<Lab> path;
    for (const QColor& colour : colours)
        path.push_back(labOf(colour));
    QCPColorGradient gradient;
    gradient.clearColorStops();
    for (int i = 0; i <= stops; ++i) {
        const double share = static_cast<double>(i) / stops;
        const double place = share * static_cast<double>(path.size() - 1);
        const auto from = std::min(static_cast<std::size_t>(place), path.size() - 2);
        const double part = place - static_cast<double>(from);
        const Lab lab{std::lerp(path.front().l, path.back().l, share), std::lerp(path[from].a, path[from + 1].a, part),
                      std::lerp(path[from].b, path[from + 1].b, part)};
        gradient.setColorStopAt(share, colourOf(lab));
    }
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

double lightness(const QColor& colour) { return labOf(colour).l; }

QCPColorGradient amountColours(const QPalette& palette) {
    const QColor paper = palette.color(QPalette::Base);
    if (isDark(palette))
        return evenly({paper, QColor(0x1f, 0x6f, 0xa8), QColor(0xd8, 0xf0, 0xff)});
    return evenly({paper, QColor(0x4a, 0x9a, 0xcf), QColor(0x08, 0x26, 0x40)});
}

QCPColorGradient signedColours() {
    return evenly({QColor(0x0b, 0x1f, 0x4d), QColor(0x2d, 0x5f, 0xa0), QColor(0x80, 0x80, 0x80),
                   QColor(0xd9, 0x9a, 0x3c), QColor(0xff, 0xf1, 0xc4)});
}

} // namespace unroll
