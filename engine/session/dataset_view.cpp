#include "engine/session/dataset_view.h"

#include "engine/data/set_statistics.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {

std::vector<DigitImage> DatasetView::images(DataPart part, std::span<const std::int64_t> indices) const {
    const ImageSet& shown = set(part);
    std::vector<DigitImage> images;
    images.reserve(indices.size());
    for (const std::int64_t index : indices) {
        if (index < 0 || index >= shown.count)
            throw std::out_of_range("There is no image " + std::to_string(index) + ": the set has " +
                                    std::to_string(shown.count) + ".");
        images.push_back({index, data_->width, data_->height, shown.labels[static_cast<std::size_t>(index)],
                          data_->image(shown, index)});
    }
    return images;
}

std::optional<DataSummary> DatasetView::summarize(DataPart part, const std::atomic<bool>& abandoned) const {
    constexpr std::int64_t atOnce = 1000;
    const ImageSet& shown = set(part);
    SetStatistics statistics(data_->classes, shown.pixelsPerImage());
    for (std::int64_t first = 0; first < shown.count; first += atOnce) {
        if (abandoned)
            return std::nullopt;
        statistics.add(shown, first, std::min(first + atOnce, shown.count));
    }
    return DataSummary{.labels = shown.labels,
                       .imagesOfClass = statistics.imagesOfClass(),
                       .meanImages = statistics.meanImages(),
                       .mean = statistics.mean(),
                       .standardDeviation = statistics.standardDeviation(),
                       .inked = statistics.inked(),
                       .smallest = statistics.smallest(),
                       .largest = statistics.largest()};
}

} // namespace unroll
