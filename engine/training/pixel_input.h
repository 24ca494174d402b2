// Puts images of a data set into a network's input.
#pragma once

#include "engine/data/dataset.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <span>

namespace unroll {

// Column j of `pixels` becomes image indices[j] of the set, scaled from 0...255 to 0...1, and labels[j] its label. Row
// i is the pixel that is stored at places[i]; without places, at i. `pixels` has at least as many columns as there are
// indices; further columns stay as they are.
void gatherImages(const ImageSet& set, std::span<const std::uint32_t> indices, Tensor<float> pixels,
                  std::span<std::int32_t> labels, std::span<const std::uint32_t> places = {});

// The row of the largest element of a column; the first of equals.
int largestRow(std::span<const float> column);

} // namespace unroll
