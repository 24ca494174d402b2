// The shade of the paper that something is drawn on, where it lies bare: along the edges of a picture.
#pragma once

#include "engine/data/grey_image.h"

#include <array>
#include <cstddef>

namespace unroll {

// A surface of the second degree over the picture: light that falls off to one side, or towards the corners.
class PaperShade {
public:
    // Fits it to the frame of the picture. Ink that reaches into the frame is left out, unless it fills most of it.
    explicit PaperShade(const GreyImage& picture);

    float at(int x, int y) const;

    // Of the frame's bare pixels.
    float mean() const { return static_cast<float>(mean_); }

    // The standard deviation of the frame's bare pixels from it.
    float noise() const { return noise_; }

private:
    static constexpr std::size_t terms = 6; // 1, x, y, x x, x y, y y
    std::array<double, terms> factors_{};
    double mean_ = 0;
    double scaleX_ = 1;
    double scaleY_ = 1;
    float noise_ = 0;
};

} // namespace unroll
