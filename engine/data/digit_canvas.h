// Paper of 28 x 28 pixels on which ink is drawn with smooth edges, and MNIST's way of placing a digit on it.
#pragma once

#include "engine/data/digit_hand.h"

#include <array>
#include <cstdint>
#include <span>

namespace unroll {

constexpr int digitSide = 28; // pixels
using DigitPixels = std::array<std::uint8_t, std::size_t{digitSide} * digitSide>;

struct Pen {
    double radius = 1;   // pixels, at pressure 1
    double softness = 1; // pixels over which the ink fades at its edge
};

// Scales the ink to a box whose longer side is 20 pixels, draws it with nothing beyond the box, and moves it by whole
// pixels so that its centre of mass comes as close to the middle of pixel (14, 14) as the image's edges allow: as MNIST
// was made from bitmaps.
DigitPixels drawInk(std::span<const InkPoint> ink, const Pen& pen);

} // namespace unroll
