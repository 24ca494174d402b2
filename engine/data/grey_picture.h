// A picture in shades of grey.
#pragma once

#include <cstdint>
#include <vector>

namespace unroll {

struct GreyPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; // width * height, row by row, 0 black, 255 white

    bool operator==(const GreyPicture&) const = default;
};

} // namespace unroll
