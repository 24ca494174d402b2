// The pixels of images that are not zero. Handwriting is four fifths paper: what reads these alone does a fifth of the
// work.
//
// Images are cut into `pieces` of equal size, as many as the network has cells. Costs two bytes for each pixel that
// is not zero, and two for each piece, in one record for each image.
#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

class SparseImages {
public:
    // A pixel of a piece. Where the next pixel that is not zero is further away than a gap can tell, one that is zero
    // stands between.
    struct Pixel {
        std::uint8_t gap = 0; // from the place of the pixel before; of the first, from place 0
        std::uint8_t byte = 0;
    };

    static constexpr std::int64_t mostPixels = 65535; // of an image

    // The first `images` of the set. The pixel that a network reads as its i-th is stored at readingOrder[i]; without a
    // reading order, at i. Throws std::invalid_argument when there are not so many images, the pieces do not divide
    // the pixels, an image has no pixels or more than mostPixels, or the reading order is one of other images.
    SparseImages(const ImageSet& set, std::int64_t images, std::int64_t pieces,
                 std::span<const std::uint32_t> readingOrder);

    std::size_t pieces() const { return pieces_; }
    std::size_t pieceSize() const { return pieceSize_; } // pixels

    // The pixels of a piece, by ascending place.
    std::span<const Pixel> piece(std::size_t image, std::size_t piece) const {
        const Pixel* record = records_.data() + begins_[image];
        const std::size_t first = piece == 0 ? 0 : end(record[piece - 1]);
        return {record + pieces_ + first, end(record[piece]) - first};
    }

    // The pieces before the first that has a pixel.
    std::size_t blankPieces(std::size_t image) const {
        const Pixel* record = records_.data() + begins_[image];
        std::size_t blank = 0;
        while (blank < pieces_ && end(record[blank]) == 0)
            ++blank;
        return blank;
    }

    // Of the pieces of all images together, the share of those before an image's first pixel.
    double blankShare() const { return blankShare_; }

    // Asks the processor to fetch images that are read soon: those of a batch lie anywhere. First where they begin, so
    // that not each has to be waited for.
    void prefetch(std::span<const std::uint32_t> images) const {
        constexpr std::size_t cacheLine = 64;
        for (const std::uint32_t image : images)
            __builtin_prefetch(begins_.data() + image);
        for (const std::uint32_t image : images)
            for (std::size_t i = begins_[image]; i < begins_[image + 1]; i += cacheLine / sizeof(Pixel))
                __builtin_prefetch(records_.data() + i);
    }

private:
    // What a record begins with: of each piece, where its pixels end behind these ends, in the two bytes of a Pixel.
    static std::size_t end(Pixel bytes) { return bytes.gap | static_cast<std::size_t>(bytes.byte) << 8; }

    void append(std::span<const std::uint8_t> pixels);

    std::size_t pieces_;
    std::size_t pieceSize_;
    double blankShare_ = 0;
    std::vector<std::uint64_t> begins_; // of each image's record
    std::vector<Pixel> records_;        // of each image one behind the other: its pieces' ends, its pixels
};

} // namespace unroll
