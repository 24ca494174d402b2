// A data set that is drawn by a rule: a test knows every image beforehand.
#pragma once

#include "engine/session/data_view.h"

namespace unroll {

// The label of an image is its index modulo 10.
class FakeData : public DataView {
public:
    FakeData(std::int64_t trainImages, std::int64_t testImages, int side)
        : trainImages_(trainImages)
        , testImages_(testImages)
        , side_(side) {}

    // Square, with as many bars as the label says; the first pixel is the index modulo 256, the last one 255 in
    // training images.
    static DigitImage draw(std::int64_t index, int side);
    static int labelOf(std::int64_t index) { return static_cast<int>(index % 10); }

    std::vector<DigitImage> images(DataPart part, std::span<const std::int64_t> indices) const override;

    // The figures are fixed: mean 0.25, deviation 0.5, a fifth inked. Each class's mean image is its first image.
    std::optional<DataSummary> summarize(DataPart part, const std::atomic<bool>& abandoned) const override;

private:
    std::int64_t count(DataPart part) const { return part == DataPart::Train ? trainImages_ : testImages_; }

    std::int64_t trainImages_;
    std::int64_t testImages_;
    int side_;
};

} // namespace unroll
