#include "engine/session/dataset_view.h"

#include "engine/data/augmentation.h"
#include "engine/data/set_statistics.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {

ImageSource DatasetView::source(const DataLook& look) const {
    const ImageSource originals = look.part == DataPart::Train ? data_->train : data_->test;
    const Augmentation augmentation{look.shift, look.rotate, static_cast<std::uint64_t>(look.seed)};
    if (look.part == DataPart::Test || !augmentation.moves())
        return originals;
    return augmented(originals, ImageMover(data_->width, data_->height), augmentation, look.epoch);
}

std::vector<DigitImage> DatasetView::images(const DataLook& look, std::span<const std::int64_t> indices) const {
    const ImageSource shown = source(look);
    std::vector<std::uint8_t> buffer(shown.pixelsPerImage);
    std::vector<DigitImage> images;
    images.reserve(indices.size());
    for (const std::int64_t index : indices) {
        if (index < 0 || index >= shown.count)
            throw std::out_of_range("There is no image " + std::to_string(index) + ": the set has " +
                                    std::to_string(shown.count) + ".");
        const auto place = static_cast<std::size_t>(index);
        const auto pixels = shown.image(place, buffer);
        images.push_back({index, data_->width, data_->height, shown.labels[place], {pixels.begin(), pixels.end()}});
    }
    return images;
}

std::optional<DataSummary> DatasetView::summarize(const DataLook& look, const std::atomic<bool>& abandoned) const {
    constexpr std::int64_t atOnce = 1000;
    const ImageSource shown = source(look);
    SetStatistics statistics(data_->classes, shown.pixelsPerImage);
    for (std::int64_t first = 0; first < shown.count; first += atOnce) {
        if (abandoned)
            return std::nullopt;
        statistics.add(shown, first, std::min(first + atOnce, shown.count));
    }
    return DataSummary{.labels = {shown.labels.begin(), shown.labels.end()},
                       .imagesOfClass = statistics.imagesOfClass(),
                       .meanImages = statistics.meanImages(),
                       .mean = statistics.mean(),
                       .standardDeviation = statistics.standardDeviation(),
                       .inked = statistics.inked(),
                       .smallest = statistics.smallest(),
                       .largest = statistics.largest()};
}

} // namespace unroll
