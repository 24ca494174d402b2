#include "engine/data/image_source.h"

#include <stdexcept>
#include <string>

namespace unroll {

ImageSource::ImageSource(const ImageSet& set, std::int64_t images)
    : count(images)
    , pixelsPerImage(set.pixelsPerImage())
    , labels(set.labels)
    , image([&set](std::size_t index, std::span<std::uint8_t> buffer) { return set.image(index, buffer); }) {
    if (images < 0 || images > set.count)
        throw std::invalid_argument(std::to_string(images) + " images can't be read from a set of " +
                                    std::to_string(set.count) + ".");
}

} // namespace unroll
