#include "app/drawn_digit.h"

#include "engine/data/digit_preparation.h"

#include <algorithm>

namespace unroll {
namespace {

// The ink may reach the drawing's edges, and paper is known by the picture's.
GreyPicture onLargerPaper(std::span<const std::uint8_t> drawing, int side) {
    const int margin = side / 8;
    const int whole = side + 2 * margin;
    GreyPicture picture{whole, whole, std::vector<std::uint8_t>(static_cast<std::size_t>(whole) * whole)};
    for (int y = 0; y < side; ++y)
        std::ranges::copy(drawing.subspan(static_cast<std::size_t>(y) * side, static_cast<std::size_t>(side)),
                          picture.pixels.begin() + (y + margin) * whole + margin);
    return picture;
}

} // namespace

std::vector<std::uint8_t> preparedDrawing(std::span<const std::uint8_t> drawing, int side, int width, int height) {
    const auto prepared = prepareDigit(onLargerPaper(drawing, side), width, height);
    return prepared ? prepared->pixels : std::vector<std::uint8_t>();
}

} // namespace unroll
