#include "engine/data/digit_preparation.h"

#include "engine/data/paper_shade.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

namespace unroll {
namespace {

constexpr double mnistSide = 28;
constexpr double mnistBox = 20;
constexpr int largestSide = 512;       // pixels; more tell nothing new of a digit that becomes 20 pixels high
constexpr float leastContrast = 12;    // of 255 shades
constexpr float noiseContrast = 6;     // deviations of the paper that no bare paper has
constexpr float faintestShare = 0.12F; // of the ink's strength: what still belongs to it
constexpr float faintestNoise = 4;     // deviations of the paper
constexpr float speckShare = 0.05F;    // of the largest piece of ink

// Its longer side no more than largestSide.
GreyImage reduced(const GreyPicture& picture) {
    GreyImage image(picture.width, picture.height);
    std::ranges::copy(picture.pixels, image.pixels.begin());
    const int longer = std::max(picture.width, picture.height);
    if (longer <= largestSide)
        return image;
    const auto side = [longer](int length) {
        return std::max(1, static_cast<int>(std::int64_t{length} * largestSide / longer));
    };
    return resampled(image, {0, 0, picture.width, picture.height}, side(picture.width), side(picture.height));
}

// How far each pixel is from the paper, towards the ink; 0 what is not. Dark ink takes the same share of whatever light
// falls on its paper, so that where there is less it counts more.
struct Ink {
    GreyImage strength;
    float noise;

    explicit Ink(GreyImage image)
        : strength(std::move(image)) {
        const PaperShade paper(strength);
        noise = paper.noise();
        double brighter = 0;
        double darker = 0;
        for (int y = 0; y < strength.height; ++y)
            for (int x = 0; x < strength.width; ++x) {
                float& pixel = strength.at(x, y);
                pixel -= paper.at(x, y);
                (pixel > 0 ? brighter : darker) += static_cast<double>(pixel) * static_cast<double>(pixel);
            }
        const float sign = brighter > darker ? 1.0F : -1.0F;
        for (int y = 0; y < strength.height; ++y)
            for (int x = 0; x < strength.width; ++x) {
                const float evenly = sign > 0 ? 1 : paper.mean() / std::max(1.0F, paper.at(x, y));
                strength.at(x, y) = std::max(0.0F, sign * strength.at(x, y) * evenly);
            }
    }

    // The strength of the ink itself, apart from its edges: a high one of those above half the highest.
    float full() const {
        const float highest = *std::ranges::max_element(strength.pixels);
        std::vector<float> inked;
        std::ranges::copy_if(strength.pixels, std::back_inserter(inked),
                             [highest](float pixel) { return pixel > highest / 2; });
        if (inked.empty())
            return 0;
        const auto high = inked.begin() + std::ssize(inked) * 9 / 10;
        std::ranges::nth_element(inked, high);
        return *high;
    }
};

// A piece of ink whose pixels touch one another, corners included.
struct Piece {
    std::vector<std::size_t> places;
    double mass = 0;
};

class Pieces {
public:
    Pieces(const GreyImage& ink, float faintest)
        : ink_(ink)
        , faintest_(faintest)
        , seen_(ink.pixels.size()) {
        for (int y = 0; y < ink.height; ++y)
            for (int x = 0; x < ink.width; ++x)
                if (isNew(x, y))
                    collect(x, y);
    }

    // Those that are no specks beside the largest one.
    std::vector<Piece> large() const {
        double most = 0;
        for (const Piece& piece : pieces_)
            most = std::max(most, piece.mass);
        std::vector<Piece> result;
        std::ranges::copy_if(pieces_, std::back_inserter(result),
                             [most](const Piece& piece) { return piece.mass >= speckShare * most; });
        return result;
    }

private:
    bool isNew(int x, int y) const {
        return x >= 0 && y >= 0 && x < ink_.width && y < ink_.height && !seen_[ink_.place(x, y)] &&
               ink_.at(x, y) > faintest_;
    }

    void collect(int firstX, int firstY) {
        Piece piece;
        const auto width = static_cast<std::size_t>(ink_.width);
        const auto take = [&](int x, int y) {
            seen_[ink_.place(x, y)] = true;
            piece.places.push_back(ink_.place(x, y));
            piece.mass += static_cast<double>(ink_.at(x, y));
        };
        take(firstX, firstY);
        for (std::size_t next = 0; next < piece.places.size(); ++next) {
            const int x = static_cast<int>(piece.places[next] % width);
            const int y = static_cast<int>(piece.places[next] / width);
            for (int down = -1; down <= 1; ++down)
                for (int right = -1; right <= 1; ++right)
                    if (isNew(x + right, y + down))
                        take(x + right, y + down);
        }
        pieces_.push_back(std::move(piece));
    }

    const GreyImage& ink_;
    float faintest_;
    std::vector<bool> seen_;
    std::vector<Piece> pieces_;
};

// The digit alone, cut out: 0 ... 1.
GreyImage cutOut(const GreyImage& ink, std::span<const Piece> pieces, float full) {
    PixelBox box{ink.width, ink.height, 0, 0};
    GreyImage digit(ink.width, ink.height);
    for (const Piece& piece : pieces)
        for (const std::size_t place : piece.places) {
            const int x = static_cast<int>(place % static_cast<std::size_t>(ink.width));
            const int y = static_cast<int>(place / static_cast<std::size_t>(ink.width));
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                   std::max(box.bottom, y + 1)};
            digit.pixels[place] = std::min(1.0F, ink.pixels[place] / full);
        }
    return resampled(digit, box, box.width(), box.height());
}

// As large as fits into the box, its blackest pixel as black as ink.
GreyImage scaledIntoBox(const GreyImage& digit, int width, int height) {
    const double boxWidth = std::max(1.0, std::round(width * mnistBox / mnistSide));
    const double boxHeight = std::max(1.0, std::round(height * mnistBox / mnistSide));
    const double scale = std::min(boxWidth / digit.width, boxHeight / digit.height);
    const auto side = [scale](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
    GreyImage scaled = resampled(digit, {0, 0, digit.width, digit.height}, side(digit.width), side(digit.height));
    const float highest = *std::ranges::max_element(scaled.pixels);
    for (float& pixel : scaled.pixels)
        pixel /= highest;
    return scaled;
}

// Where a digit's first pixel of a row or column lies, so that its centre of mass is as close to the middle of the
// image's pixel length / 2 as the edges allow.
int beginning(double centre, int digitLength, int length) {
    const int pixel = length / 2;
    const double middle = pixel + 0.5;
    return std::clamp(static_cast<int>(std::floor(middle - centre + 0.5)), 0, length - digitLength);
}

GreyPicture centred(const GreyImage& digit, int width, int height) {
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int y = 0; y < digit.height; ++y)
        for (int x = 0; x < digit.width; ++x) {
            const auto ink = static_cast<double>(digit.at(x, y));
            mass += ink;
            massX += ink * (x + 0.5);
            massY += ink * (y + 0.5);
        }
    const int left = beginning(massX / mass, digit.width, width);
    const int top = beginning(massY / mass, digit.height, height);
    GreyPicture image{width, height,
                      std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    for (int y = 0; y < digit.height; ++y)
        for (int x = 0; x < digit.width; ++x)
            image.pixels[static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(left + x)] = static_cast<std::uint8_t>(digit.at(x, y) * 255 + 0.5F);
    return image;
}

void check(const GreyPicture& picture, int width, int height) {
    if (picture.width < 1 || picture.height < 1 || width < 1 || height < 1)
        throw std::invalid_argument("An image has at least one pixel.");
    if (picture.pixels.size() != static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height))
        throw std::invalid_argument("A picture of " + std::to_string(picture.width) + " x " +
                                    std::to_string(picture.height) + " has as many pixels.");
}

} // namespace

std::optional<GreyPicture> prepareDigit(const GreyPicture& picture, int width, int height) {
    check(picture, width, height);
    const Ink ink(reduced(picture));
    const float full = ink.full();
    if (full < std::max(leastContrast, noiseContrast * ink.noise))
        return std::nullopt;
    const Pieces pieces(ink.strength, std::max(faintestShare * full, faintestNoise * ink.noise));
    return centred(scaledIntoBox(cutOut(ink.strength, pieces.large(), full), width, height), width, height);
}

} // namespace unroll
