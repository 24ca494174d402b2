// What a person can look at inside a session, as values.
#pragma once

#include "engine/values/study.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace unroll {

// An image as it is drawn: height x width bytes, row by row, 0 the paper, 255 the ink.
struct DigitImage {
    std::int64_t index = 0; // in its set
    int width = 0;
    int height = 0;
    int label = 0;
    std::vector<std::uint8_t> pixels;

    bool operator==(const DigitImage&) const = default;
};

// What the network makes of one test image.
struct Prediction {
    std::int64_t index = 0; // in the test set
    int label = 0;          // what it is
    int prediction = 0;     // what the network says
    float probability = 0;  // softmax of the predicted class, 0...1

    bool right() const { return label == prediction; }
    bool operator==(const Prediction&) const = default;
};

// How often images of each class were read as each class.
struct ConfusionMatrix {
    int classes = 0;
    std::vector<std::int64_t> counts; // [label][prediction], row-major

    std::int64_t& at(int label, int prediction) { return counts[place(label, prediction)]; }
    std::int64_t at(int label, int prediction) const { return counts[place(label, prediction)]; }
    std::int64_t images() const {
        std::int64_t sum = 0;
        for (const std::int64_t count : counts)
            sum += count;
        return sum;
    }
    bool operator==(const ConfusionMatrix&) const = default;

private:
    std::size_t place(int label, int prediction) const {
        return static_cast<std::size_t>(label) * static_cast<std::size_t>(classes) +
               static_cast<std::size_t>(prediction);
    }
};

// How the network comes to its answer for one image. Cells are counted from the first that reads.
struct Inspection {
    std::int64_t index = 0; // in its set
    int label = 0;
    int prediction = 0; // after the last cell

    // [cells][classes]: softmax of the read-out, applied after every cell, whether it was trained there or not.
    std::vector<std::vector<float>> probabilitiesPerCell;

    // [layers][cells][hidden]: the states, and for gated cells each gate by its name, 0...1.
    std::vector<std::vector<std::vector<float>>> hidden;
    std::map<std::string, std::vector<std::vector<std::vector<float>>>> gates;

    // [layers][cells]: Euclidean norm of the gradient of this image's loss with respect to the state after each cell.
    std::vector<std::vector<float>> gradientNormPerCell;

    // [pixels], where they lie in the image: the gradient of the loss with respect to each pixel of 0...1.
    std::vector<float> saliency;

    bool operator==(const Inspection&) const = default;
};

// A named array of numbers, row-major.
struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;

    bool operator==(const NamedTensor&) const = default;
};

// What a session works on.
struct SessionInfo {
    std::string dataName; // "mnist"
    std::string dataSha256;
    std::int64_t trainImages = 0;
    std::int64_t testImages = 0;
    int width = 0; // of an image, in pixels
    int height = 0;
    int classes = 0;
    std::vector<std::string> classNames{}; // of every class; none of an older run that does not tell
    bool testHeldOut = false;              // the data has no test files: a share of the training images has to do
    std::vector<std::string> notes{};      // what is strange about the images that are taken, a sentence each
    std::int64_t parameters = 0;
    std::int64_t batchesPerEpoch = 0;
    int threads = 0;                       // that train
    std::string simd;                      // "AVX-512", "AVX2", "SSE4.2", "SSE2": which engine runs
    std::vector<std::string> simdBefore{}; // others on which a training that goes on here was trained, oldest first:
                                           // its bits are those of none of them alone
    double loadSeconds = 0;                // reading and preparing the data
    std::int64_t setupBytes = 0;           // heap bytes asked for before the first batch
    bool countsAllocations = true;         // whether allocatedBytes is measured in this program

    bool operator==(const SessionInfo&) const = default;
};

} // namespace unroll
