// Images of drawn bytes and classes, for what has to read some and doesn't mind which.
#pragma once

#include "engine/data/dataset.h"
#include "engine/tensor/random.h"

namespace unroll {

inline ImageSet drawnImages(std::int64_t count, std::int64_t pixels, std::int64_t classes, std::uint64_t seed = 4) {
    Random random(seed);
    ImageSet set{count, {}, {}};
    for (std::int64_t i = 0; i < count * pixels; ++i)
        set.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
    for (std::int64_t i = 0; i < count; ++i)
        set.labels.push_back(static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(classes))));
    return set;
}

} // namespace unroll
