#include "engine/data/reading_order.h"

#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <numeric>
#include <span>
#include <stdexcept>
#include <string>

namespace unroll {

ReadingOrder readingOrderNamed(std::string_view name) {
    if (name == "rows")
        return ReadingOrder::Rows;
    if (name == "columns")
        return ReadingOrder::Columns;
    if (name == "permuted")
        return ReadingOrder::Permuted;
    throw std::invalid_argument("There is no reading order '" + std::string(name) + "'.");
}

std::vector<std::uint32_t> pixelPlaces(ReadingOrder order, int width, int height, std::uint64_t seed) {
    std::vector<std::uint32_t> places;
    if (order == ReadingOrder::Columns)
        for (int x = 0; x < width; ++x)
            for (int y = 0; y < height; ++y)
                places.push_back(static_cast<std::uint32_t>(y * width + x));
    if (order == ReadingOrder::Permuted) {
        places.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        std::iota(places.begin(), places.end(), 0U);
        Random(seed, streams::pixelOrder).shuffle(std::span(places));
    }
    return places;
}

} // namespace unroll
