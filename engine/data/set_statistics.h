// What a set of images holds, in figures: gathered image by image, so that one can stop in between.
#pragma once

#include "engine/data/image_source.h"

#include <array>
#include <cstdint>
#include <vector>

namespace unroll {

class SetStatistics {
public:
    SetStatistics(int classes, std::size_t pixelsPerImage);

    // Of all images.
    SetStatistics(const ImageSource& source, int classes);

    // Counts the images from `first` up to and without `end`.
    void add(const ImageSource& source, std::int64_t first, std::int64_t end);

    const std::vector<std::int64_t>& imagesOfClass() const { return imagesOfClass_; } // [classes]

    // [classes][pixels], rounded; empty for a class without images.
    std::vector<std::vector<std::uint8_t>> meanImages() const;

    // Of all pixels, where 1 is the darkest byte; 0 as long as there are none.
    double mean() const;
    double standardDeviation() const;
    double inked() const; // the share that is not zero

    // The smallest and the largest byte; 0 as long as there are none.
    int smallest() const;
    int largest() const;

private:
    double pixels() const;

    std::vector<std::int64_t> imagesOfClass_;
    std::vector<std::vector<std::uint64_t>> sums_; // [classes][pixels], of classes that have images
    std::array<std::uint64_t, 256> counts_{};      // of each byte
    std::vector<std::uint8_t> buffer_;             // an image
};

} // namespace unroll
