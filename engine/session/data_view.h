// The images that a session works on, to look at.
#pragma once

#include "engine/session/inspection.h"

#include <atomic>
#include <optional>
#include <span>

namespace unroll {

enum class DataPart { Train, Test };

// Which images to look at: those of a part as they are, or the training images as a training sees them in an epoch that
// moves them (see the hyperparameters of these names). The set's own are moved, also where a training would draw fresh
// ones. Test images are never moved.
struct DataLook {
    DataPart part = DataPart::Train;
    double shift = 0;
    double rotate = 0;
    std::int64_t seed = 1;
    std::int64_t epoch = 1;

    bool operator==(const DataLook&) const = default;
};

// What a part of a data set holds, in figures.
struct DataSummary {
    std::vector<std::uint8_t> labels;                  // of every image
    std::vector<std::int64_t> imagesOfClass;           // [classes]
    std::vector<std::vector<std::uint8_t>> meanImages; // [classes][pixels]; empty for a class without images
    double mean = 0;                                   // of the pixels, 0...1
    double standardDeviation = 0;                      // of the pixels
    double inked = 0;                                  // the share of the pixels that are not zero
    int smallest = 0;                                  // pixel, 0...255
    int largest = 0;

    bool operator==(const DataSummary&) const = default;
};

// May be asked from any thread, while the session trains and when it is gone.
class DataView {
public:
    virtual ~DataView() = default;

    // Images by their index in the part. Throws std::out_of_range for one that it has not.
    virtual std::vector<DigitImage> images(const DataLook& look, std::span<const std::int64_t> indices) const = 0;

    // Looks at every image of the part. Once the flag is true it gives up soon, with nothing.
    virtual std::optional<DataSummary> summarize(const DataLook& look, const std::atomic<bool>& abandoned) const = 0;
};

} // namespace unroll
