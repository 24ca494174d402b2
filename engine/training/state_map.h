// What a network holds of images at its end, in two dimensions: the last hidden states of its last layer on their two
// principal components. (Pearson, On lines and planes of closest fit to systems of points in space, 1901.)
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/training/image_reader.h"
#include "engine/values/study.h"

#include <atomic>
#include <vector>

namespace unroll {

// A map that takes some images after the others.
class StateMapSurvey {
public:
    // Of the images `indices` of the reader's set, which it reads densely; at most `together` at once, which changes
    // nothing. All but `indices` outlive it. Throws std::invalid_argument for fewer than two images.
    StateMapSurvey(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                   std::span<const std::uint32_t> indices, std::size_t together = 100);

    void abandonWhen(const std::atomic<bool>* flag) { tape_.abandonWhen(flag); }

    void advance(); // by so many images as are read together; may throw Abandoned
    bool done() const { return points_.size() == indices_.size(); }

    // Once it is done. An axis points to where most of its weight is positive; after a map of the same network before,
    // in the direction, and in the place of the two, that it had there.
    StateMap map(const StateMap& before = {}) const;

private:
    const ImageReader& images_;
    std::vector<std::uint32_t> indices_;
    Model model_;
    Node last_; // state
    Tape<float> tape_;
    std::vector<double> states_; // [hidden x images], column by column
    std::vector<MappedImage> points_;
};

StateMap mapStates(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                   std::span<const std::uint32_t> indices, const StateMap& before = {}, std::size_t together = 100);

} // namespace unroll
