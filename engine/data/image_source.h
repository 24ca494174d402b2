// Images that are asked for one at a time: those of a set, or others that are made of them at that moment, so that no
// set of them has to be in memory.
#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <functional>
#include <span>

namespace unroll {

struct ImageSource {
    // Writes an image into the buffer, which has room for it, or tells where it lies.
    using Image = std::function<std::span<const std::uint8_t>(std::size_t index, std::span<std::uint8_t> buffer)>;

    // The first images of a set, which must outlive the source. Throws std::invalid_argument when there are not so
    // many.
    ImageSource(const ImageSet& set, std::int64_t images);

    // All of them.
    ImageSource(const ImageSet& set) // NOLINT: a set can be read as it is
        : ImageSource(set, set.count) {}

    std::int64_t count;
    std::size_t pixelsPerImage;
    std::span<const std::uint8_t> labels;
    Image image;
};

} // namespace unroll
