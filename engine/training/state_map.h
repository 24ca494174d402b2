// What a network holds of images at its end, in two dimensions: the last hidden states of its last layer on their two
// principal components. (Pearson, On lines and planes of closest fit to systems of points in space, 1901.)
#pragma once

#include "engine/training/image_reader.h"

#include <array>
#include <atomic>
#include <vector>

namespace unroll {

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

// Of the images `indices` of the reader's set, which it reads densely; at most `together` at once, which changes
// nothing. An axis points to where most of its weight is positive; after a map of the same network before, in the
// direction, and in the place of the two, that it had there. Throws std::invalid_argument for fewer than two images,
// Abandoned once `abandoned` is true.
StateMap mapStates(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                   std::span<const std::uint32_t> indices, const StateMap& before = {},
                   const std::atomic<bool>* abandoned = nullptr, std::size_t together = 100);

} // namespace unroll
