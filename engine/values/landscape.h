// The loss of a network on a plane through its weights, as values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace unroll {

enum class PlaneDirections {
    Random,     // two that are drawn, scaled row by row to the weights (Li et al. 2018, section 4)
    Trajectory, // the two in which the weights moved most while they were trained (ibid., section 7)
};

// "random", "trajectory".
constexpr const char* nameOf(PlaneDirections directions) {
    return directions == PlaneDirections::Random ? "random" : "trajectory";
}

// Weights of the training, seen from above: where they lie over the plane, and how far off it.
struct TrajectoryPoint {
    std::int64_t epoch = 0;
    double alpha = 0;
    double beta = 0;
    double away = 0; // distance from the plane, as a share of that from the plane's origin

    bool operator==(const TrajectoryPoint&) const = default;
};

// L(w + alpha a + beta b), mean cross-entropy in nats over so many images. Row by row: loss[beta][alpha].
struct Landscape {
    PlaneDirections directions = PlaneDirections::Random;
    std::uint64_t seed = 0; // of random directions
    std::int64_t images = 0;
    std::vector<double> alpha{}; // ascending; 0 is the network itself
    std::vector<double> beta{};
    std::vector<double> loss{}; // not a number where it is not known yet
    std::vector<TrajectoryPoint> trajectory{};

    double at(std::size_t row, std::size_t column) const { return loss[row * alpha.size() + column]; }
};

} // namespace unroll
