// A set of labelled images in memory, split into training and test images.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// Images one after the other, each height x width bytes, row by row, 0 the paper, 255 the ink; and their labels.
struct ImageSet {
    std::int64_t count = 0;
    std::vector<std::uint8_t> pixels; // count * height * width
    std::vector<std::uint8_t> labels; // count, each below the data set's number of classes

    bool operator==(const ImageSet&) const = default;
};

struct Dataset {
    std::string name; // "mnist"
    int width = 0;
    int height = 0;
    int classes = 0;
    ImageSet train;
    ImageSet test;

    std::int64_t pixelsPerImage() const { return std::int64_t{width} * height; }

    // The bytes of one image.
    std::span<const std::uint8_t> image(const ImageSet& set, std::int64_t index) const {
        return std::span(set.pixels)
            .subspan(static_cast<std::size_t>(index * pixelsPerImage()), static_cast<std::size_t>(pixelsPerImage()));
    }

    // SHA-256, in hexadecimal, of the four IDX files as they would be written uncompressed: training images, training
    // labels, test images, test labels.
    std::string sha256() const;
};

} // namespace unroll
