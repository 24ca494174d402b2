#include "engine/data/pen_pressure.h"

#include "engine/data/bounded_normal.h"

namespace unroll {

PenPressure::PenPressure(Random& random) {
    const double variation = random.uniform(0.03, 0.365);
    taper_ = random.uniform(0, 0.3);
    for (double& value : values_) {
        value = boundedNormal(0, variation, random);
    }
}

double PenPressure::at(double along) const {
    constexpr double least = 0.4;
    constexpr double ends = 6; // of a stroke, where it tapers: a sixth of it each
    const double position = along * static_cast<double>(values_.size() - 1);
    const std::size_t before = std::min(static_cast<std::size_t>(position), values_.size() - 2);
    const double t = position - static_cast<double>(before);
    const double smooth = t * t * (3 - 2 * t);
    const double wander = values_[before] + smooth * (values_[before + 1] - values_[before]);
    const double fromEnd = std::min(1.0, ends * std::min(along, 1 - along));
    return std::max(least, (1 + wander) * (1 - taper_ * (1 - fromEnd)));
}

} // namespace unroll
