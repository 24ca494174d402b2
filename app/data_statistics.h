// What a data set holds, in figures.
#pragma once

#include "engine/data/dataset.h"

#include <vector>

namespace unroll {

struct SetStatistics {
    std::vector<std::int64_t> imagesOfClass; // [classes]
    double mean = 0;                         // of the pixels, 0...1
    double standardDeviation = 0;            // of the pixels
    double inked = 0;                        // the share of the pixels that are not zero
};

SetStatistics statisticsOf(const ImageSet& set, int classes);

} // namespace unroll
