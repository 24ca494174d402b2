#include "engine/data/sparse_images.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::size_t largestGap = 255;

} // namespace

SparseImages::SparseImages(const ImageSet& set, std::int64_t images, std::int64_t pieces,
                           std::span<const std::uint32_t> readingOrder)
    : pieces_(static_cast<std::size_t>(std::max<std::int64_t>(pieces, 1)))
    , pieceSize_(set.pixelsPerImage() / pieces_) {
    const std::size_t pixels = set.pixelsPerImage();
    if (images < 0 || images > set.count)
        throw std::invalid_argument(std::to_string(images) + " images can't be read from a set of " +
                                    std::to_string(set.count) + ".");
    if (!readingOrder.empty() && readingOrder.size() != pixels)
        throw std::invalid_argument("Images of " + std::to_string(pixels) + " pixels can't be read in an order of " +
                                    std::to_string(readingOrder.size()) + ".");
    if (pieces < 1 || pixels % pieces_ != 0 || (set.count > 0 && pixels == 0) ||
        pixels > static_cast<std::size_t>(mostPixels))
        throw std::invalid_argument("Images of " + std::to_string(pixels) + " pixels can't be read in " +
                                    std::to_string(pieces) + " pieces.");
    const auto count = static_cast<std::size_t>(images);
    const auto inked = static_cast<std::size_t>(set.inkedPixels());
    records_.reserve(count * pieces_ + std::min(inked, count * pixels) + count * pixels / largestGap + spare);
    begins_.reserve(count + 1);
    std::vector<std::uint8_t> buffer(pixels);
    std::vector<std::uint8_t> ordered(pixels);
    for (std::size_t i = 0; i < count; ++i) {
        const auto stored = set.image(i, buffer);
        for (std::size_t k = 0; k < readingOrder.size(); ++k)
            ordered[k] = stored[readingOrder[k]];
        append(readingOrder.empty() ? stored : ordered);
    }
    begins_.push_back(records_.size());
    records_.resize(records_.size() + spare);
    for (std::size_t i = 0; i < count; ++i)
        blankShare_ += static_cast<double>(blankPieces(i)) / static_cast<double>(count * pieces_);
}

void SparseImages::append(std::span<const std::uint8_t> pixels) {
    const std::size_t begin = records_.size();
    begins_.push_back(begin);
    records_.resize(begin + pieces_);
    for (std::size_t piece = 0; piece < pieces_; ++piece) {
        std::size_t from = 0; // what a pixel's distance is measured from
        for (std::size_t i = 0; i < pieceSize_; ++i) {
            const std::uint8_t byte = pixels[piece * pieceSize_ + i];
            const bool far = !tellsPlaces() && i - from == largestGap;
            if (byte == 0 && !far)
                continue;
            records_.push_back(static_cast<std::uint16_t>((i - from) | static_cast<std::size_t>(byte) << 8));
            if (!tellsPlaces())
                from = i;
        }
        records_[begin + piece] = static_cast<std::uint16_t>(records_.size() - begin - pieces_);
    }
}

} // namespace unroll
