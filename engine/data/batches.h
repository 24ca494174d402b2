// The order of an epoch's images, cut into batches: lists of indices, never copies of images.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

class Batches {
public:
    // `images` indices 0 ... images - 1 in batches of `batchSize`, the last of which may be smaller. All memory is
    // taken here. Throws std::invalid_argument when either is below 1 or an index would not fit 32 bits.
    Batches(std::int64_t images, std::int64_t batchSize, std::uint64_t seed, bool shuffle);

    // Cuts the epochs that begin from now on into batches of another size.
    void resize(std::int64_t batchSize);

    // Puts the images into an epoch's order: a function of the seed and the epoch alone, whatever came before. Without
    // shuffling, and before the first call, they come as they are stored.
    void startEpoch(std::int64_t epoch);

    // The number of batches in an epoch.
    std::int64_t count() const;

    // The images of batch 0 ... count() - 1; valid until the next startEpoch().
    std::span<const std::uint32_t> batch(std::int64_t index) const;

private:
    std::vector<std::uint32_t> order_;
    std::int64_t batchSize_ = 0;
    std::uint64_t seed_;
    bool shuffle_;
};

} // namespace unroll
