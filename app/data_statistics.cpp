#include "app/data_statistics.h"

#include <array>
#include <cmath>

namespace unroll {

SetStatistics statisticsOf(const ImageSet& set, int classes) {
    SetStatistics statistics;
    statistics.imagesOfClass.resize(static_cast<std::size_t>(classes));
    for (const std::uint8_t label : set.labels)
        ++statistics.imagesOfClass[label];
    std::array<std::int64_t, 256> counts{};
    std::vector<std::uint8_t> buffer(set.pixelsPerImage());
    for (std::size_t i = 0; i < set.labels.size(); ++i)
        for (const std::uint8_t pixel : set.image(i, buffer))
            ++counts[pixel];
    const auto pixels = static_cast<double>(set.labels.size() * buffer.size());
    if (pixels == 0)
        return statistics;
    double squares = 0;
    for (std::size_t byte = 0; byte < counts.size(); ++byte) {
        const double value = static_cast<double>(byte) / 255;
        const double share = static_cast<double>(counts[byte]) / pixels;
        statistics.mean += share * value;
        squares += share * value * value;
    }
    statistics.standardDeviation = std::sqrt(std::max(0.0, squares - statistics.mean * statistics.mean));
    statistics.inked = 1 - static_cast<double>(counts[0]) / pixels;
    return statistics;
}

} // namespace unroll
