#include "engine/training/pixel_input.h"

#include <algorithm>

namespace unroll {

void gatherImages(const ImageSet& set, std::span<const std::uint32_t> indices, Tensor<float> pixels,
                  std::span<std::int32_t> labels, std::span<const std::uint32_t> places) {
    const auto size = static_cast<std::size_t>(pixels.rows());
    for (std::size_t j = 0; j < indices.size(); ++j) {
        const std::uint8_t* bytes = set.pixels.data() + indices[j] * size;
        float* column = pixels.column(static_cast<Index>(j)).data();
        if (places.empty())
            for (std::size_t i = 0; i < size; ++i)
                column[i] = static_cast<float>(bytes[i]) / 255.0F;
        else
            for (std::size_t i = 0; i < size; ++i)
                column[i] = static_cast<float>(bytes[places[i]]) / 255.0F;
        labels[j] = set.labels[indices[j]];
    }
}

int largestRow(std::span<const float> column) {
    return static_cast<int>(std::max_element(column.begin(), column.end()) - column.begin());
}

} // namespace unroll
