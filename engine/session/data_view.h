// The images that a session works on, to look at.
#pragma once

#include "engine/session/inspection.h"

#include <atomic>
#include <optional>
#include <span>

namespace unroll {

enum class DataPart { Train, Test };

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
    virtual std::vector<DigitImage> images(DataPart part, std::span<const std::int64_t> indices) const = 0;

    // Looks at every image of the part. Once the flag is true it gives up soon, with nothing.
    virtual std::optional<DataSummary> summarize(DataPart part, const std::atomic<bool>& abandoned) const = 0;
};

} // namespace unroll
