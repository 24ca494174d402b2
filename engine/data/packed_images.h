// Images in the memory that their ink takes: handwriting is four fifths paper, and MNIST fits a third of its bytes.
//
// An image is a list of runs: how many zeros come first (one byte), how many pixels then follow (one byte), and these
// pixels. A run of 255 zeros and no pixels goes on in the next; zeros at the end are left out. Costs no more than a few
// bytes beside that for each image, and does not need twice the memory to grow.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

class PackedImages {
public:
    // For images of so many bytes.
    explicit PackedImages(std::size_t pixels = 0)
        : pixels_(pixels) {}

    // Throws std::invalid_argument for an image of another size.
    void append(std::span<const std::uint8_t> image);

    // Writes an image's bytes. Throws std::invalid_argument for a target of another size.
    void unpack(std::size_t index, std::span<std::uint8_t> image) const;

    std::size_t count() const { return begins_.size(); }
    std::size_t pixels() const { return pixels_; }   // of an image
    std::uint64_t inked() const { return inked_; }   // pixels of all images that are not zero
    std::uint64_t packed() const { return packed_; } // bytes that the runs take

    bool operator==(const PackedImages&) const = default;

private:
    // Where an image begins: the block and the place in it.
    struct Place {
        std::uint32_t block = 0;
        std::uint32_t offset = 0;

        bool operator==(const Place&) const = default;
    };

    void store(std::span<const std::uint8_t> runs);

    std::size_t pixels_ = 0;
    std::uint64_t inked_ = 0;
    std::uint64_t packed_ = 0;
    std::vector<std::vector<std::uint8_t>> blocks_; // an image lies in one of them
    std::vector<Place> begins_;
    std::vector<std::uint8_t> runs_; // of the image that is appended
};

} // namespace unroll
