// Paper that gives way: a smooth, random displacement of everything that is drawn on it.
#pragma once

#include "engine/data/digit_ways.h"
#include "engine/tensor/random.h"

#include <array>

namespace unroll {

// Random arrows on a grid over 0 ... 1 in both directions, blended by cubic B-splines. Source: P. Simard, D.
// Steinkraus, J. Platt, "Best practices for convolutional neural networks applied to visual document analysis", ICDAR
// 2003, who smooth random displacements of each pixel.
class ElasticPaper {
public:
    // `strength` is the arrows' standard deviation in either direction.
    ElasticPaper(double strength, Random& random);

    // Beyond 0 ... 1, the displacement of the nearest place.
    PlaneVector displacement(double x, double y) const;

private:
    static constexpr std::size_t cells = 2;
    static constexpr std::size_t side = cells + 3;

    std::array<PlaneVector, side * side> arrows_;
};

} // namespace unroll
