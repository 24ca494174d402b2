// What is drawn by hand as a network is given it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

// A drawing, side x side, 0 the paper, 255 the ink, prepared as a picture of it in a file is (see prepareDigit), for
// images of width x height. Nothing when there is no ink.
std::vector<std::uint8_t> preparedDrawing(std::span<const std::uint8_t> drawing, int side, int width, int height);

} // namespace unroll
