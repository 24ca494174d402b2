#include "engine/data/elastic_paper.h"

#include "engine/data/bounded_normal.h"

#include <algorithm>

namespace unroll {

namespace {

// The four B-splines that are not zero at a coordinate 0 ... 1.
struct Blend {
    Blend(double coordinate, std::size_t cells) {
        const double position = std::clamp(coordinate, 0.0, 1.0) * static_cast<double>(cells);
        first = std::min(static_cast<std::size_t>(position), cells - 1);
        const double t = position - static_cast<double>(first);
        const double s = 1 - t;
        weights = {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
                   t * t * t / 6};
    }

    std::size_t first = 0;
    std::array<double, 4> weights{};
};

} // namespace

ElasticPaper::ElasticPaper(double strength, Random& random) {
    for (PlaneVector& arrow : arrows_) {
        arrow.x = boundedNormal(0, strength, random);
        arrow.y = boundedNormal(0, strength, random);
    }
}

PlaneVector ElasticPaper::displacement(double x, double y) const {
    const Blend across(x, cells);
    const Blend down(y, cells);
    PlaneVector sum;
    for (std::size_t row = 0; row < across.weights.size(); ++row) {
        for (std::size_t column = 0; column < across.weights.size(); ++column) {
            const double weight = down.weights[row] * across.weights[column];
            const PlaneVector& arrow = arrows_[(down.first + row) * side + across.first + column];
            sum.x += weight * arrow.x;
            sum.y += weight * arrow.y;
        }
    }
    return sum;
}

} // namespace unroll
