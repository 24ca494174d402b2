// The pixels of images that are not zero. Handwriting is four fifths paper: what reads these alone does a fifth of the
// work.
//
// Images are cut into `pieces` of equal size, as many as the network has cells. Costs two bytes for each pixel that
// is not zero, and two for each piece, in one record for each image.
#pragma once

#include "engine/data/image_source.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

class SparseImages {
public:
    // A pixel of a piece: its brightness in the upper byte. The lower one tells where it is: in pieces of at most 256
    // pixels its place; in larger ones, how far behind the pixel before, the first behind place 0. Where a byte can't
    // tell as much, a pixel that is zero stands between.
    using Pixel = std::uint16_t;
    static constexpr std::uint32_t where(Pixel pixel) { return pixel & 0xFF; }
    static constexpr int brightness(Pixel pixel) { return pixel >> 8; }
    bool tellsPlaces() const { return pieceSize_ <= 256; }

    static constexpr std::int64_t mostPixels = 65535; // of an image

    // Reads the images once. The pixel that a network reads as its i-th is stored at readingOrder[i]; without a
    // reading order, at i. Takes memory for about so many inked pixels of all images together. Throws
    // std::invalid_argument when the pieces do not divide the pixels, an image has no pixels or more than mostPixels,
    // or the reading order is one of other images.
    SparseImages(const ImageSource& source, std::uint64_t inked, std::int64_t pieces,
                 std::span<const std::uint32_t> readingOrder);

    // The first `images` of the set. Throws std::invalid_argument besides when there are not so many.
    SparseImages(const ImageSet& set, std::int64_t images, std::int64_t pieces,
                 std::span<const std::uint32_t> readingOrder)
        : SparseImages(ImageSource(set, images), set.inkedPixels(), pieces, readingOrder) {}

    std::size_t pieces() const { return pieces_; }
    std::size_t pieceSize() const { return pieceSize_; } // pixels

    // Pixels that can be read behind a piece, so that it can be read in whole vectors.
    static constexpr std::size_t spare = 16;

    // The pixels of a piece, by ascending place.
    std::span<const Pixel> piece(std::size_t image, std::size_t piece) const {
        const std::uint16_t* record = records_.data() + begins_[image];
        const std::size_t first = piece == 0 ? 0 : record[piece - 1];
        return {record + pieces_ + first, record[piece] - first};
    }

    // The pieces before the first that has a pixel.
    std::size_t blankPieces(std::size_t image) const {
        const std::uint16_t* record = records_.data() + begins_[image];
        std::size_t blank = 0;
        while (blank < pieces_ && record[blank] == 0)
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
            for (std::size_t i = begins_[image]; i < begins_[image + 1]; i += cacheLine / sizeof(std::uint16_t))
                __builtin_prefetch(records_.data() + i);
    }

private:
    void append(std::span<const std::uint8_t> pixels);

    std::size_t pieces_;
    std::size_t pieceSize_;
    double blankShare_ = 0;
    std::vector<std::uint64_t> begins_; // of each image's record
    // Of each image, one behind the other: where each piece's pixels end, counted from the first, and the pixels.
    std::vector<std::uint16_t> records_;
    std::vector<Pixel> kept_; // of the piece that is appended
};

} // namespace unroll
