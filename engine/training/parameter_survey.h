// What the numbers of a network look like: each parameter and its gradient as histograms, and how many units are stuck.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/training/image_reader.h"
#include "engine/values/study.h"

#include <span>
#include <vector>

namespace unroll {

// In equal bins, symmetric about zero, as wide as the largest magnitude.
Histogram histogramOf(std::span<const float> numbers, int bins);

// Reads some images after the others.
class ParameterSurvey {
public:
    // At `parameters`, over the images `indices` of the reader's set, which it reads densely. All but `indices` outlive
    // it. Throws std::invalid_argument when there is no image, or no bin.
    ParameterSurvey(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                    std::span<const std::uint32_t> indices, int bins);

    void abandonWhen(const std::atomic<bool>* flag) { tape_.abandonWhen(flag); }

    void advance(); // may throw Abandoned: then it is of no use any more
    bool done() const { return read_ == indices_.size(); }

    ParameterStatistics statistics() const; // once it is done

private:
    struct Layer {
        std::vector<float> least{}; // of each unit
        std::vector<float> most{};
        std::int64_t saturated = 0; // states
    };
    void lookAtStates(std::size_t images);

    ModelDescription description_;
    std::span<const float> parameters_;
    const ImageReader& images_;
    std::vector<std::uint32_t> indices_;
    int bins_;
    Model model_;
    Tape<float> tape_;
    std::vector<Layer> layers_;
    double loss_ = 0; // sum
    std::size_t read_ = 0;
};

} // namespace unroll
