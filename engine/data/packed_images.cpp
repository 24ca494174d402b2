#include "engine/data/packed_images.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::size_t blockBytes = std::size_t{1} << 20;
constexpr std::ptrdiff_t longest = 255; // run

void checkSize(std::size_t given, std::size_t pixels) {
    if (given != pixels)
        throw std::invalid_argument("An image of " + std::to_string(given) + " pixels is none of those with " +
                                    std::to_string(pixels) + ".");
}

} // namespace

void PackedImages::append(std::span<const std::uint8_t> image) {
    checkSize(image.size(), pixels_);
    runs_.clear();
    for (auto at = image.begin();;) {
        const auto ink = std::find_if(at, image.end(), [](std::uint8_t byte) { return byte != 0; });
        if (ink == image.end())
            break;
        for (; ink - at > longest; at += longest)
            runs_.insert(runs_.end(), {longest, 0});
        const auto end = std::find(ink, ink + std::min(longest, image.end() - ink), std::uint8_t{0});
        runs_.push_back(static_cast<std::uint8_t>(ink - at));
        runs_.push_back(static_cast<std::uint8_t>(end - ink));
        runs_.insert(runs_.end(), ink, end);
        inked_ += static_cast<std::uint64_t>(end - ink);
        at = end;
    }
    store(runs_);
}

void PackedImages::store(std::span<const std::uint8_t> runs) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < runs.size()) {
        if (!blocks_.empty())
            blocks_.back().shrink_to_fit();
        blocks_.emplace_back().reserve(std::max(blockBytes, runs.size()));
    }
    std::vector<std::uint8_t>& block = blocks_.back();
    begins_.push_back({static_cast<std::uint32_t>(blocks_.size() - 1), static_cast<std::uint32_t>(block.size())});
    block.insert(block.end(), runs.begin(), runs.end());
    packed_ += runs.size();
}

void PackedImages::unpack(std::size_t index, std::span<std::uint8_t> image) const {
    checkSize(image.size(), pixels_);
    const Place begin = begins_.at(index);
    const std::vector<std::uint8_t>& block = blocks_[begin.block];
    const bool last = index + 1 == begins_.size() || begins_[index + 1].block != begin.block;
    const std::uint8_t* run = block.data() + begin.offset;
    const std::uint8_t* end = last ? block.data() + block.size() : block.data() + begins_[index + 1].offset;
    std::ranges::fill(image, std::uint8_t{0});
    std::size_t at = 0;
    while (run != end) {
        at += run[0];
        const std::size_t length = run[1];
        std::copy_n(run + 2, length, image.begin() + static_cast<std::ptrdiff_t>(at));
        at += length;
        run += 2 + length;
    }
}

} // namespace unroll
