// Of how many images a study is, so that it takes as long for a large network as for a small one.
#pragma once

#include "ui/inspect/network_sight.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace unroll {

// As many images as so many multiplications of a forward pass are enough for, in the larger of the networks; `most` at
// most, and 16 at least, of which a figure still says something.
inline std::int64_t imagesWithin(std::span<const NetworkSight> sights, double products, std::int64_t most) {
    constexpr std::int64_t fewest = 16;
    double each = 1;
    for (const NetworkSight& sight : sights)
        each = std::max(each, sight.shape.productsPerImage);
    return std::clamp(static_cast<std::int64_t>(std::min(products / each, static_cast<double>(most))), fewest, most);
}

} // namespace unroll
