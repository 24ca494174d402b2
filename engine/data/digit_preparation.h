// Makes of the picture of one digit, such as a photograph of a sheet of paper, an image as MNIST's are: "size
// normalized to fit in a 20x20 pixel box while preserving their aspect ratio", grey "as a result of the anti-aliasing",
// "centered in a 28x28 image by computing the center of mass of the pixels" (LeCun, Cortes, Burges, The MNIST database
// of handwritten digits).
#pragma once

#include "engine/data/grey_picture.h"

#include <optional>

namespace unroll {

// An image of width x height pixels, 0 the paper, 255 the ink; sizes other than MNIST's have box and middle in
// proportion. The paper is what lies along the picture's edges, and may be lit unevenly; the ink may be darker or
// brighter. Specks beside the digit are left out. Nothing when no ink stands out from the paper. A function of the
// picture alone. Throws std::invalid_argument when a side is below 1 or the pixels are not width * height.
std::optional<GreyPicture> prepareDigit(const GreyPicture& picture, int width, int height);

} // namespace unroll
