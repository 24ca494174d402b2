#include "engine/data/idx_pixels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr double largestGrey = 255;
constexpr double largestShort = 65535;
constexpr int colours = 3;

bool isChannels(std::uint32_t size) { return size == 1 || size == colours; }

std::runtime_error shapeError(const IdxSource& source, const std::string& found) {
    return source.error(idxDimensionsByte,
                        "images as N x height x width, with one or three channels if any, or as N x pixels of a square",
                        found);
}

// The side of a square of so many pixels, or 0. A row of one number is a label rather than an image.
int sideOf(std::uint32_t pixels) {
    const auto side = static_cast<int>(std::lround(std::sqrt(pixels)));
    return side > 1 && std::int64_t{side} * side == std::int64_t{pixels} ? side : 0;
}

PixelLayout withChannels(const IdxSource& source) {
    const auto& sizes = source.header().sizes;
    const bool first = isChannels(sizes[1]);
    if (first == isChannels(sizes[3]))
        throw shapeError(source, source.header().text() + (first ? ", where either may be the channels" : ""));
    PixelLayout layout{.count = sizes[0], .channelsFirst = first};
    layout.channels = static_cast<int>(first ? sizes[1] : sizes[3]);
    layout.height = static_cast<int>(first ? sizes[2] : sizes[1]);
    layout.width = static_cast<int>(first ? sizes[3] : sizes[2]);
    return layout;
}

bool isFloat(IdxType type) { return type == IdxType::Float || type == IdxType::Double; }

std::runtime_error numbersError(const IdxSource& source, const NumberRange& range) {
    const std::string file = "'" + source.path().string() + "' holds " + source.header().text();
    if (!range.finite)
        return std::runtime_error(file + ", some of which are infinite or not a number: write them anew.");
    return std::runtime_error(file + " " + rangeText(source.header().type, range) + ", and greys are from 0 to 255" +
                              (isFloat(source.header().type) ? ", or from 0 to 1" : "") +
                              ": write them so, or as unsigned bytes.");
}

} // namespace

PixelLayout pixelLayout(const IdxSource& source) {
    const auto& sizes = source.header().sizes;
    if (sizes.size() == 4)
        return withChannels(source);
    if (sizes.size() == 3)
        return {.count = sizes[0], .height = static_cast<int>(sizes[1]), .width = static_cast<int>(sizes[2])};
    if (const int side = sizes.size() == 2 ? sideOf(sizes[1]) : 0; side > 0)
        return {.count = sizes[0], .height = side, .width = side};
    throw shapeError(source, source.header().text() + (sizes.size() == 1 ? ", as a file of labels has them" : ""));
}

std::string rangeText(IdxType type, const NumberRange& range) {
    return "from " + plainNumber(range.smallest, type) + " to " + plainNumber(range.largest, type);
}

NumberRange readRange(IdxSource& source) {
    const IdxType type = source.header().type;
    const std::size_t each = bytesOf(type);
    std::uint64_t left = 1;
    for (const std::uint32_t size : source.header().sizes)
        left *= size; // fits: the header was checked
    NumberRange range{.smallest = INFINITY, .largest = -INFINITY};
    constexpr std::uint64_t numbersAtOnce = 8192;
    std::vector<std::uint8_t> piece(static_cast<std::size_t>(std::min(left, numbersAtOnce)) * each);
    while (left > 0) {
        const auto numbers = static_cast<std::size_t>(std::min(left, numbersAtOnce));
        source.read(std::span(piece).first(numbers * each));
        for (std::size_t i = 0; i < numbers; ++i) {
            const double number = idxNumber(type, piece.data() + i * each);
            range.finite = range.finite && std::isfinite(number);
            range.smallest = std::min(range.smallest, number);
            range.largest = std::max(range.largest, number);
        }
        left -= numbers;
    }
    return range;
}

double greyScale(const IdxSource& source, const NumberRange& range) {
    const IdxType type = source.header().type;
    if (type == IdxType::SignedByte)
        throw std::runtime_error("'" + source.path().string() + "' holds " + source.header().text() +
                                 ", which reach 127 and not 255: write them as unsigned bytes (type 0x08).");
    if (!range.finite || range.smallest < 0)
        throw numbersError(source, range);
    if (isFloat(type) && range.largest <= 1)
        return largestGrey;
    const bool plain = !isFloat(type) || range.largest >= 2;
    if (range.largest <= largestGrey && plain)
        return 1;
    if (type == IdxType::Short)
        return largestGrey / largestShort;
    throw numbersError(source, range);
}

GreyMaker::GreyMaker(IdxType type, const PixelLayout& layout, double scale)
    : type_(type)
    , layout_(layout)
    , scale_(scale) {}

std::size_t GreyMaker::bytesPerImage() const {
    return layout_.pixels() * static_cast<std::size_t>(layout_.channels) * bytesOf(type_);
}

bool GreyMaker::changesNothing() const { return type_ == IdxType::UnsignedByte && layout_.channels == 1; }

double GreyMaker::numberAt(std::span<const std::uint8_t> bytes, std::size_t index) const {
    return idxNumber(type_, bytes.data() + index * bytesOf(type_));
}

void GreyMaker::make(std::span<const std::uint8_t> bytes, std::span<std::uint8_t> greys) const {
    constexpr std::array weights{0.299, 0.587, 0.114};
    const std::size_t pixels = layout_.pixels();
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        double grey = 0;
        if (layout_.channels == 1)
            grey = numberAt(bytes, pixel);
        else
            for (std::size_t channel = 0; channel < weights.size(); ++channel)
                grey += weights[channel] * numberAt(bytes, layout_.channelsFirst ? channel * pixels + pixel
                                                                                 : pixel * weights.size() + channel);
        greys[pixel] = static_cast<std::uint8_t>(std::lround(std::clamp(grey * scale_, 0.0, largestGrey)));
    }
}

} // namespace unroll
