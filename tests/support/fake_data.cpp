#include "tests/support/fake_data.h"

#include <stdexcept>

namespace unroll {

DigitImage FakeData::draw(std::int64_t index, int side) {
    DigitImage image{index, side, side, labelOf(index), {}};
    image.pixels.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0);
    for (int bar = 0; bar < image.label; ++bar)
        for (int x = 2; x < side - 2; ++x)
            image.pixels[static_cast<std::size_t>((2 + bar * (side - 4) / 10) * side + x)] = 255;
    image.pixels[0] = static_cast<std::uint8_t>(index % 256);
    return image;
}

std::vector<DigitImage> FakeData::images(const DataLook& look, std::span<const std::int64_t> indices) const {
    std::vector<DigitImage> images;
    for (const std::int64_t index : indices) {
        if (index < 0 || index >= count(look.part))
            throw std::out_of_range("There is no image " + std::to_string(index) + ".");
        images.push_back(draw(index, side_));
        if (look.part == DataPart::Train)
            images.back().pixels.back() = 255;
        if (isMoved(look))
            images.back().pixels[1] = static_cast<std::uint8_t>(look.epoch);
    }
    return images;
}

std::optional<DataSummary> FakeData::summarize(const DataLook& look, const std::atomic<bool>& abandoned) const {
    if (abandoned)
        return std::nullopt;
    DataSummary summary{.labels = {},
                        .imagesOfClass = std::vector<std::int64_t>(10),
                        .meanImages = {},
                        .mean = isMoved(look) ? 0.26 : 0.25,
                        .standardDeviation = 0.5,
                        .inked = 0.2,
                        .smallest = 0,
                        .largest = 255};
    for (std::int64_t index = 0; index < count(look.part); ++index) {
        summary.labels.push_back(static_cast<std::uint8_t>(labelOf(index)));
        ++summary.imagesOfClass[summary.labels.back()];
    }
    for (std::int64_t label = 0; label < 10; ++label)
        summary.meanImages.push_back(label < count(look.part) ? draw(label, side_).pixels
                                                              : std::vector<std::uint8_t>());
    return summary;
}

} // namespace unroll
