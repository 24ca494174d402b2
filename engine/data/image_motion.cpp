#include "engine/data/image_motion.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>

namespace unroll {
namespace {

using Word = std::uint64_t; // eight pixels, which are looked at together

// Zeros around an image: beyond its ink, lines are read a little further than they have to be.
constexpr std::size_t margin = sizeof(Word);

// Places in an image are whole numbers of 2^-32 pixels.
constexpr int placeBits = 32;
constexpr double onePixel = 4294967296.0;

// Half the distance of the 256 places of a pixel at which it is interpolated: the nearest one is taken.
constexpr std::int64_t halfAWeight = std::int64_t{1} << (placeBits - 9);

std::int64_t placeOf(double pixels) { return static_cast<std::int64_t>(pixels * onePixel); }

// Sine and cosine of an angle, without the mathematical library, whose results differ from one version to the next; and
// those of right angles exactly.
struct Turn {
    explicit Turn(double degrees) {
        constexpr double degree = 0.017453292519943295;
        constexpr int lastPower = 17; // the next term is below 2^-54
        const double quarters = std::floor(degrees / 90 + 0.5);
        const double angle = (degrees - 90 * quarters) * degree; // at most pi / 4
        double term = 1;
        for (int power = 1; power <= lastPower; ++power) {
            term *= angle / power;
            (power % 2 == 0 ? cosine : sine) += power % 4 < 2 ? term : -term;
        }
        for (double left = quarters - 4 * std::floor(quarters / 4); left > 0; --left) {
            std::swap(cosine, sine);
            cosine = -cosine;
        }
    }

    double cosine = 1;
    double sine = 0;
};

// How far apart the pixels of a line lie in one direction.
struct Step {
    Step(double pixelsApart, int pixels)
        : size(pixelsApart)
        , inverse(std::abs(pixelsApart) * pixels < 1 ? 0 : 1 / pixelsApart) {}

    double size;
    double inverse; // 0 where the whole line goes less than a pixel
};

// Whole numbers from `first` up to and without `last`.
struct Range {
    int first;
    int last;
};

// The pixels of a line's range that lie between low and high, when pixel 0 lies at `start`; and at times one or two
// more, less than two pixels beyond.
Range within(double start, const Step& step, double low, double high, Range range) {
    if (step.inverse == 0)
        return start > low - 1 && start < high + 1 ? range : Range{0, 0};
    const double atLow = (low - start) * step.inverse;
    const double atHigh = (high - start) * step.inverse;
    const double least = range.first;
    const double most = range.last;
    return {static_cast<int>(std::clamp(std::min(atLow, atHigh), least, most)),
            static_cast<int>(std::clamp(std::max(atLow, atHigh) + 1, least, most))};
}

std::size_t wordsFor(std::size_t bytes) { return (bytes + sizeof(Word) - 1) / sizeof(Word); }

} // namespace

ImageMover::ImageMover(int width, int height)
    : width_(width)
    , height_(height) {
    if (width < 1 || height < 1)
        throw std::invalid_argument("An image that is moved has at least one pixel.");
    inked_.resize(wordsFor(static_cast<std::size_t>(width)));
    stride_ = inked_.size() * sizeof(Word) + 2 * margin;
    paper_.resize(stride_ * (static_cast<std::size_t>(height) + 2 * margin));
}

// Puts the image on the paper, and says where its ink is.
ImageMover::Box ImageMover::layOut(std::span<const std::uint8_t> image) {
    const auto width = static_cast<std::size_t>(width_);
    Box ink{};
    std::ranges::fill(inked_, Word{0});
    for (int y = 0; y < height_; ++y) {
        const auto row = static_cast<std::size_t>(y);
        std::uint8_t* copy = paper_.data() + (row + margin) * stride_ + margin;
        std::memcpy(copy, image.data() + row * width, width);
        Word any = 0;
        for (std::size_t i = 0; i < inked_.size(); ++i) {
            Word word = 0;
            std::memcpy(&word, copy + i * sizeof word, sizeof word);
            inked_[i] |= word;
            any |= word;
        }
        if (any != 0) {
            ink.top = ink.bottom == 0 ? y : ink.top;
            ink.bottom = y + 1;
        }
    }
    const std::span columns = std::as_bytes(std::span(inked_));
    const auto isInked = [](std::byte byte) { return byte != std::byte{0}; };
    ink.left = static_cast<int>(std::ranges::find_if(columns, isInked) - columns.begin());
    ink.right = static_cast<int>(columns.rend() - std::find_if(columns.rbegin(), columns.rend(), isInked));
    return ink;
}

void ImageMover::move(std::span<const std::uint8_t> image, const ImageMotion& motion, std::span<std::uint8_t> moved) {
    const auto width = static_cast<std::size_t>(width_);
    const std::size_t pixels = width * static_cast<std::size_t>(height_);
    if (image.size() != pixels || moved.size() != pixels)
        throw std::invalid_argument("Images of " + std::to_string(image.size()) + " and " +
                                    std::to_string(moved.size()) + " pixels can't be moved as ones of " +
                                    std::to_string(pixels) + ".");
    const Box ink = layOut(image);
    std::ranges::fill(moved, std::uint8_t{0});
    const Turn turn(motion.degrees);
    const double middleX = 0.5 * (width_ - 1);
    const double middleY = 0.5 * (height_ - 1);
    const double x = -middleX - motion.right;
    const Step across(turn.cosine, width_);
    const Step down(-turn.sine, width_);
    for (int row = 0; row < height_ && ink.bottom > 0; ++row) {
        const double y = row - middleY - motion.down;
        const double startX = turn.cosine * x + turn.sine * y + middleX;
        const double startY = turn.cosine * y - turn.sine * x + middleY;
        const Range inColumns = within(startX, across, ink.left - 1, ink.right, {0, width_});
        const Range range = within(startY, down, ink.top - 1, ink.bottom, inColumns);
        if (range.first < range.last)
            drawLine({startX + range.first * across.size, startY + range.first * down.size, across.size, down.size},
                     moved.subspan(static_cast<std::size_t>(row) * width + static_cast<std::size_t>(range.first),
                                   static_cast<std::size_t>(range.last - range.first)));
    }
}

void ImageMover::drawLine(const Line& line, std::span<std::uint8_t> pixels) const {
    constexpr auto around = static_cast<double>(margin);
    constexpr int weightBits = 8;
    constexpr int one = 1 << weightBits;
    const std::uint8_t* paper = paper_.data();
    const std::size_t stride = stride_; // a byte that is written may be any variable's, for all the compiler knows
    std::int64_t x = placeOf(line.x + around) + halfAWeight;
    std::int64_t y = placeOf(line.y + around) + halfAWeight;
    const std::int64_t stepX = placeOf(line.stepX);
    const std::int64_t stepY = placeOf(line.stepY);
    for (std::uint8_t& pixel : pixels) {
        const auto row = static_cast<std::size_t>(y >> placeBits);
        const std::uint8_t* corner = paper + row * stride + (x >> placeBits);
        const auto right = static_cast<int>(x >> (placeBits - weightBits) & (one - 1));
        const auto down = static_cast<int>(y >> (placeBits - weightBits) & (one - 1));
        const int above = corner[0] * one + (corner[1] - corner[0]) * right;
        const int below = corner[stride] * one + (corner[stride + 1] - corner[stride]) * right;
        const int level = above * one + (below - above) * down + one * one / 2;
        pixel = static_cast<std::uint8_t>(level >> (2 * weightBits));
        x += stepX;
        y += stepY;
    }
}

} // namespace unroll
