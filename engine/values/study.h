// Questions about a whole network, not about one image after the other. They take long, and are answered piece by
// piece.
#pragma once

#include "engine/values/landscape.h"
#include "engine/values/snapshot.h"
#include "engine/values/subject.h"
#include "engine/values/tape_state.h"

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace unroll {

// These are about the first so many test images, or as many as there are; where it says so, about training images, as
// the first epoch reads them.
struct MapStudy {
    std::int64_t images = 1000;

    bool operator==(const MapStudy&) const = default;
};

struct SharpnessStudy {
    std::int64_t images = 1000;
    bool training = true; // what descent is stable on is the loss that it descends

    bool operator==(const SharpnessStudy&) const = default;
};

struct LandscapeStudy {
    PlaneDirections directions = PlaneDirections::Random;
    std::uint64_t seed = 1; // of random directions
    std::int64_t images = 500;
    std::int64_t side = 31;        // points in each direction
    std::vector<PastEpoch> past{}; // the way of the training

    bool operator==(const LandscapeStudy&) const = default;
};

struct ParameterStudy {
    std::int64_t images = 100; // of the gradient and the states
    int bins = 64;

    bool operator==(const ParameterStudy&) const = default;
};

// And these about one image.
struct TapeStudy {
    Subject subject{};
    int stop = -1; // see TapeState; -1 is the last
    int node = -1; // whose numbers are wanted; -1: the one whose operation ran last

    bool operator==(const TapeStudy&) const = default;
};

struct CellStudy {
    Subject subject{};
    std::int64_t layer = 1; // counted from 1, as the others; what is beyond the network is the last
    std::int64_t cell = 1;
    std::int64_t unit = 1;

    bool operator==(const CellStudy&) const = default;
};

struct LedgerStudy {
    Subject subject{};

    bool operator==(const LedgerStudy&) const = default;
};

struct CheckStudy {
    Subject subject{};

    bool operator==(const CheckStudy&) const = default;
};

using StudyWish = std::variant<MapStudy, SharpnessStudy, LandscapeStudy, ParameterStudy, TapeStudy, CellStudy,
                               LedgerStudy, CheckStudy>;

// Where an image's last hidden state lies among others, in two dimensions.
struct MappedImage {
    std::uint32_t index = 0; // in the set
    int label = 0;
    int prediction = 0;
    double x = 0; // along the first axis, from the mean of all
    double y = 0;
};

struct StateMap {
    std::vector<MappedImage> points{};
    std::array<double, 2> variance{};          // the share that each axis has of the states' variance, 0...1
    std::array<std::vector<double>, 2> axes{}; // unit vectors, of as many elements as there are hidden ones
};

struct Sharpness {
    double largestEigenvalue = 0; // of the Hessian, by value and not by magnitude
    std::int64_t images = 0;
    std::int64_t iterations = 0;    // products with the Hessian
    double residual = 0;            // |H v - lambda v| / |lambda| for the unit vector v
    double loss = 0;                // mean cross-entropy, in nats
    std::vector<float> direction{}; // v
};

// How many numbers lie in each of equal bins from `least` to `most`.
struct Histogram {
    double least = 0;
    double most = 0;
    std::vector<std::int64_t> counts{};
    std::int64_t notFinite = 0; // in none of them
};

struct ParameterFigures {
    std::string name{}; // PyTorch's: "rnn.weight_hh_l0"
    std::int64_t elements = 0;
    double weightNorm = 0; // Euclidean
    double gradientNorm = 0;
    Histogram weights{};
    Histogram gradient{}; // of the mean loss
};

// Of a layer's units over all cells and images.
struct UnitFigures {
    std::int64_t units = 0;
    double saturated = 0;  // share of states beyond 99 % of what the activation can reach; 0 where nothing bounds it
    std::int64_t dead = 0; // units whose state is the same, to a millionth, in all cells of all images
};

struct ParameterStatistics {
    std::int64_t images = 0;
    double loss = 0; // mean cross-entropy, in nats
    std::vector<ParameterFigures> parameters{};
    std::vector<UnitFigures> layers{};
};

// One cell's share of a parameter's gradient: backward() against differences of the loss, in double, when the parameter
// moves in that cell alone.
struct GradientShare {
    std::int64_t cell = 0;     // the time step, counted from 1
    std::int64_t elements = 0; // that were looked at; none in a cell that was left out
    double error = 0;          // the largest relative one of the elements that were looked at
    std::int64_t row = 0;      // of the element with that error, in the parameter as weights() gives it
    std::int64_t column = 0;
    double backward = 0;    // its gradient
    double difference = 0;  // and what differences say
    std::int64_t kinks = 0; // elements left out, for the loss has no derivative there: relu's corner
    double norm = 0;        // of the share, Euclidean

    bool operator==(const GradientShare&) const = default;
};

struct ParameterCheck {
    std::string name;
    std::int64_t elements = 0; // that were looked at in every cell
    double error = 0;          // the largest of its shares'
    double sumError = 0;       // of the gradient as the sum of its shares, relative, Euclidean, all elements
    double singleError = 0;    // of the gradient in single precision, in which training runs: relative, Euclidean
    std::vector<GradientShare> shares{}; // cell by cell

    bool operator==(const ParameterCheck&) const = default;
};

// The gradient of a whole network's mean loss on some images, at its present weights.
struct NetworkCheck {
    std::int64_t images = 0;
    double loss = 0;
    std::vector<ParameterCheck> parameters{};

    bool operator==(const NetworkCheck&) const = default;
};

// Up to these errors a network's gradient counts as right: of differences in double; of single precision.
inline constexpr double largestShareError = 1e-6;
inline constexpr double largestSingleError = 1e-3;

using StudyResult =
    std::variant<StateMap, Sharpness, Landscape, ParameterStatistics, TapeState, CellAnatomy, TapeLedger, NetworkCheck>;

} // namespace unroll
