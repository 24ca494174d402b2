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
    // training images; and in those that are moved, the second is the epoch.
    static DigitImage draw(std::int64_t index, int side);
    static int labelOf(std::int64_t index) { return static_cast<int>(index % 10); }

    std::vector<DigitImage> images(const DataLook& look, std::span<const std::int64_t> indices) const override;

    // The figures are fixed: mean 0.25, or 0.26 of images that are moved, deviation 0.5, a fifth inked. Each class's
    // mean image is its first image.
    std::optional<DataSummary> summarize(const DataLook& look, const std::atomic<bool>& abandoned) const override;

private:
    static bool isMoved(const DataLook& look) {
        return look.part == DataPart::Train && (look.shift > 0 || look.rotate > 0);
    }
    std::int64_t count(DataPart part) const { return part == DataPart::Train ? trainImages_ : testImages_; }

    std::int64_t trainImages_;
    std::int64_t testImages_;
    int side_;
};

} // namespace unroll
