#include "engine/data/sparse_images.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::size_t largestGap = 255;

SparseImages::Pixel pixelOf(std::size_t where, std::uint8_t byte) {
    return static_cast<SparseImages::Pixel>(where | static_cast<std::size_t>(byte) << 8);
}

// Write the pixels of a piece that are kept, and return their number. Which those are is as good as random, so all are
// written, each over one that is not kept, instead of asking.
std::size_t keepPlaces(std::span<const std::uint8_t> bytes, std::span<SparseImages::Pixel> kept) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        kept[count] = pixelOf(i, bytes[i]);
        count += bytes[i] != 0 ? 1 : 0;
    }
    return count;
}

std::size_t keepGaps(std::span<const std::uint8_t> bytes, std::span<SparseImages::Pixel> kept) {
    std::size_t count = 0;
    std::size_t from = 0; // what a pixel's distance is measured from
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool keep = bytes[i] != 0 || i - from == largestGap;
        kept[count] = pixelOf(i - from, bytes[i]);
        count += keep ? 1 : 0;
        from = keep ? i : from;
    }
    return count;
}

} // namespace

SparseImages::SparseImages(const ImageSource& source, std::uint64_t inked, std::int64_t pieces,
                           std::span<const std::uint32_t> readingOrder)
    : pieces_(static_cast<std::size_t>(std::max<std::int64_t>(pieces, 1)))
    , pieceSize_(source.pixelsPerImage / pieces_) {
    const std::size_t pixels = source.pixelsPerImage;
    if (!readingOrder.empty() && readingOrder.size() != pixels)
        throw std::invalid_argument("Images of " + std::to_string(pixels) + " pixels can't be read in an order of " +
                                    std::to_string(readingOrder.size()) + ".");
    if (pieces < 1 || pixels % pieces_ != 0 || (source.count > 0 && pixels == 0) ||
        pixels > static_cast<std::size_t>(mostPixels))
        throw std::invalid_argument("Images of " + std::to_string(pixels) + " pixels can't be read in " +
                                    std::to_string(pieces) + " pieces.");
    const auto count = static_cast<std::size_t>(source.count);
    records_.reserve(count * pieces_ + std::min(static_cast<std::size_t>(inked), count * pixels) +
                     count * pixels / largestGap + spare);
    begins_.reserve(count + 1);
    std::vector<std::uint8_t> buffer(pixels);
    std::vector<std::uint8_t> ordered(pixels);
    for (std::size_t i = 0; i < count; ++i) {
        const auto stored = source.image(i, buffer);
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
    kept_.resize(pieceSize_);
    for (std::size_t piece = 0; piece < pieces_; ++piece) {
        const auto bytes = pixels.subspan(piece * pieceSize_, pieceSize_);
        const std::size_t count = tellsPlaces() ? keepPlaces(bytes, kept_) : keepGaps(bytes, kept_);
        records_.insert(records_.end(), kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(count));
        records_[begin + piece] = static_cast<std::uint16_t>(records_.size() - begin - pieces_);
    }
}

} // namespace unroll
