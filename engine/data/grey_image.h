// Shades of grey to compute with.
#pragma once

#include "engine/data/grey_picture.h"

#include <cstddef>
#include <vector>

namespace unroll {

struct GreyImage {
    int width = 0;
    int height = 0;
    std::vector<float> pixels; // width * height, row by row

    GreyImage(int imageWidth, int imageHeight)
        : width(imageWidth)
        , height(imageHeight)
        , pixels(static_cast<std::size_t>(imageWidth) * static_cast<std::size_t>(imageHeight)) {}

    std::size_t place(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
    float& at(int x, int y) { return pixels[place(x, y)]; }
    float at(int x, int y) const { return pixels[place(x, y)]; }
};

// A rectangle of pixels; right and bottom are the first beyond it.
struct PixelBox {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    int width() const { return right - left; }
    int height() const { return bottom - top; }

    bool operator==(const PixelBox&) const = default;
};

// A part of an image in another size, each at least 1. Where it becomes smaller, a pixel is the mean of what it covers,
// each by the share that it covers; where it becomes larger, what lies between pixels is interpolated.
GreyImage resampled(const GreyImage& image, const PixelBox& part, int width, int height);

} // namespace unroll
