#include "engine/data/set_statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unroll {

SetStatistics::SetStatistics(int classes, std::size_t pixelsPerImage)
    : imagesOfClass_(static_cast<std::size_t>(classes))
    , sums_(static_cast<std::size_t>(classes))
    , buffer_(pixelsPerImage) {}

SetStatistics::SetStatistics(const ImageSource& source, int classes)
    : SetStatistics(classes, source.pixelsPerImage) {
    add(source, 0, source.count);
}

void SetStatistics::add(const ImageSource& source, std::int64_t first, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(end); ++i) {
        const std::size_t label = source.labels[i];
        const auto image = source.image(i, buffer_);
        std::vector<std::uint64_t>& sums = sums_[label];
        sums.resize(buffer_.size());
        ++imagesOfClass_[label];
        for (std::size_t pixel = 0; pixel < image.size(); ++pixel) {
            sums[pixel] += image[pixel];
            ++counts_[image[pixel]];
        }
    }
}

std::vector<std::vector<std::uint8_t>> SetStatistics::meanImages() const {
    std::vector<std::vector<std::uint8_t>> means(sums_.size());
    for (std::size_t label = 0; label < sums_.size(); ++label) {
        const auto images = static_cast<std::uint64_t>(imagesOfClass_[label]);
        if (images > 0)
            for (const std::uint64_t sum : sums_[label])
                means[label].push_back(static_cast<std::uint8_t>((sum + images / 2) / images));
    }
    return means;
}

double SetStatistics::pixels() const {
    return static_cast<double>(std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}));
}

double SetStatistics::mean() const {
    double sum = 0;
    for (std::size_t byte = 0; byte < counts_.size(); ++byte)
        sum += static_cast<double>(byte) / 255 * static_cast<double>(counts_[byte]);
    return sum == 0 ? 0 : sum / pixels();
}

double SetStatistics::standardDeviation() const {
    const double centre = mean();
    double sum = 0;
    for (std::size_t byte = 0; byte < counts_.size(); ++byte) {
        const double distance = static_cast<double>(byte) / 255 - centre;
        sum += distance * distance * static_cast<double>(counts_[byte]);
    }
    return sum == 0 ? 0 : std::sqrt(sum / pixels());
}

double SetStatistics::inked() const {
    const double all = pixels();
    return all == 0 ? 0 : 1 - static_cast<double>(counts_[0]) / all;
}

int SetStatistics::smallest() const {
    const auto found = std::ranges::find_if(counts_, [](std::uint64_t count) { return count > 0; });
    return found == counts_.end() ? 0 : static_cast<int>(found - counts_.begin());
}

int SetStatistics::largest() const {
    const auto found = std::find_if(counts_.rbegin(), counts_.rend(), [](std::uint64_t count) { return count > 0; });
    return found == counts_.rend() ? 0 : static_cast<int>(counts_.rend() - found) - 1;
}

} // namespace unroll
