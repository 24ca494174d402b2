#include "app/picture_shades.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace unroll {
namespace {

constexpr int middle = 128;   // of shades and of opacity
constexpr double varied = 32; // the standard deviation of shades from which on there are paper and ink

QImage greyOf(const QImage& image) {
    return image.convertToFormat(QImage::Format_RGB32).convertToFormat(QImage::Format_Grayscale8);
}

// Calls visit(x, y) for the pixels at the edges.
template <typename Visit>
void alongEdges(const QImage& image, Visit visit) {
    for (int y = 0; y < image.height(); ++y) {
        const bool whole = y == 0 || y == image.height() - 1;
        for (int x = 0; x < image.width(); x += whole || image.width() == 1 ? 1 : image.width() - 1)
            visit(x, y);
    }
}

double meanAtEdges(const QImage& image) {
    double sum = 0;
    int count = 0;
    alongEdges(image, [&](int x, int y) {
        sum += image.constScanLine(y)[x];
        ++count;
    });
    return sum / count;
}

// What can be said of a picture's opaque part.
struct OpaquePart {
    double share = 0; // of the picture, 0 ... 1
    double mean = 0;  // shade
    double deviation = 0;
    int median = 0; // shade
    bool reachesEdges = false;
    bool hasClear = false; // beside it

    OpaquePart(const QImage& grey, const QImage& opacity) {
        std::array<double, 256> weights{};
        for (int y = 0; y < grey.height(); ++y)
            for (int x = 0; x < grey.width(); ++x) {
                const int alpha = opacity.constScanLine(y)[x];
                weights[grey.constScanLine(y)[x]] += alpha / 255.0;
                hasClear = hasClear || alpha < middle;
            }
        double mass = 0;
        double squares = 0;
        for (std::size_t shade = 0; shade < weights.size(); ++shade) {
            const auto value = static_cast<double>(shade);
            mass += weights[shade];
            mean += weights[shade] * value;
            squares += weights[shade] * value * value;
        }
        share = mass / (static_cast<double>(grey.width()) * grey.height());
        reachesEdges = meanAtEdges(opacity) >= middle;
        if (mass <= 0)
            return;
        mean /= mass;
        deviation = std::sqrt(std::max(0.0, squares / mass - mean * mean));
        for (double below = weights[0]; 2 * below < mass && median < 255;)
            below += weights[static_cast<std::size_t>(++median)];
    }
};

QImage over(int ground, const QImage& grey, const QImage& opacity) {
    QImage result(grey.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < grey.height(); ++y)
        for (int x = 0; x < grey.width(); ++x) {
            const int alpha = opacity.constScanLine(y)[x];
            const int mixed = grey.constScanLine(y)[x] * alpha + ground * (255 - alpha);
            result.scanLine(y)[x] = static_cast<uchar>((mixed + 127) / 255);
        }
    return result;
}

} // namespace

bool PictureShades::onBrightPaper() const { return (clearGround ? *clearGround : meanAtEdges(grey)) >= middle; }

PictureShades shadesOf(const QImage& image) {
    if (!image.hasAlphaChannel())
        return {greyOf(image)};
    const QImage colours = image.convertToFormat(QImage::Format_ARGB32);
    const QImage opacity = colours.convertToFormat(QImage::Format_Alpha8);
    const QImage grey = greyOf(colours.convertToFormat(QImage::Format_RGB32));
    const OpaquePart opaque(grey, opacity);
    const int contrast = opaque.mean < middle ? 255 : 0;
    const bool isVaried = opaque.deviation >= varied;
    const bool isCard = opaque.reachesEdges || (isVaried && opaque.share > 0.5);
    if (!opaque.hasClear)
        return {over(255, grey, opacity)};
    if (isCard)
        return {over(isVaried ? opaque.median : contrast, grey, opacity)};
    QImage ink = grey.copy();
    ink.fill(255 - contrast);
    return {over(contrast, ink, opacity), contrast};
}

GreyPicture greyPicture(const QImage& grey) {
    GreyPicture picture{grey.width(), grey.height(), {}};
    for (int y = 0; y < grey.height(); ++y)
        picture.pixels.insert(picture.pixels.end(), grey.constScanLine(y), grey.constScanLine(y) + grey.width());
    return picture;
}

} // namespace unroll
