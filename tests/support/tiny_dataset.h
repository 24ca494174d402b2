// A data set small enough to reason about.
#pragma once

#include "engine/data/dataset.h"

namespace unroll {

// 4 x 4 images of 4 classes, class c a bright row c over seeded noise: a network learns them within a few epochs.
Dataset tinyDataset(std::int64_t trainImages = 120, std::int64_t testImages = 40);

// The same, and every epoch's images can be drawn anew.
Dataset redrawnDataset(std::int64_t trainImages = 120, std::int64_t testImages = 40);

// 4 x 28 images of 4 classes, class c a few strokes in row c and a speck elsewhere on white paper: most pixels are
// zero.
Dataset tinyHandwriting(std::int64_t trainImages = 120, std::int64_t testImages = 40);

// Four training and two test images of 2 x 3 pixels, each of one grey, of the digits 0 to 6.
Dataset greyDataset();

// Whether all but the names is equal.
bool sameContents(const Dataset& a, const Dataset& b);

} // namespace unroll
