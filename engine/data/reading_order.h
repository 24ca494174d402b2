// In which order the pixels of an image are read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace unroll {

enum class ReadingOrder { Rows, Columns, Permuted };

// "rows", "columns", "permuted"; throws std::invalid_argument for anything else.
ReadingOrder readingOrderNamed(std::string_view name);

// The stored place of the pixel that is read first, second, ... For rows, the order in which they are stored, it is
// empty. A permutation is a function of the seed, the same for all images (Le, Jaitly, Hinton, A simple way to
// initialize recurrent networks of rectified linear units, 2015).
std::vector<std::uint32_t> pixelPlaces(ReadingOrder order, int width, int height, std::uint64_t seed);

} // namespace unroll
