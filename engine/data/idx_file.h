// Images and labels in MNIST's format IDX (see idx_source.h), plain or gzip, and those same files written.
//
// Read are unsigned bytes as MNIST has them, and other types and shapes whose meaning is plain (see idx_pixels.h and
// readIdxLabels). Everything the header promises is checked against the file, and against the memory there is, before
// memory is taken for it, and nothing may be missing or left over. Errors are std::runtime_error with one sentence: the
// file, the byte, what was expected and found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

struct IdxImages {
    std::int64_t count = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels; // count * height * width

    bool operator==(const IdxImages&) const = default;
};

// What a file of images holds.
struct IdxFormat {
    std::int64_t count = 0;
    int height = 0;
    int width = 0;
    std::string stored;  // "60000 x 28 x 28 unsigned bytes"
    std::uint8_t type{}; // as the header has it
    double scale = 1;    // by what its numbers are multiplied to be greys
};

// At least one image of at least one pixel.
IdxImages readIdxImages(const std::filesystem::path& file);

// The same without having all of them in memory: `begin` is called first, then `take` with the bytes of each.
void readIdxImages(const std::filesystem::path& file, const std::function<void(const IdxFormat& format)>& begin,
                   const std::function<void(std::span<const std::uint8_t> image)>& take);

// Exactly `count` labels, one for each image, all below `classes`. The file has N of them, or N x 1, as whole numbers
// of any type; or N x 8 of 32 bits as QMNIST has them: the digit first, then who wrote it. Source: C. Yadav, L. Bottou,
// "Cold Case: The Lost MNIST Digits", 2019.
std::vector<std::uint8_t> readIdxLabels(const std::filesystem::path& file, std::int64_t count, int classes);

// The bytes that stand before the pixels or labels.
std::vector<std::uint8_t> idxImagesHeader(std::int64_t count, int height, int width);
std::vector<std::uint8_t> idxLabelsHeader(std::int64_t count);

// Unsigned bytes. The data are height * width bytes an image, so their number gives the number of images. The file
// appears under its name when it is complete, and replaces one that was there; one whose name ends in ".gz" is gzip.
void writeIdxImages(const std::filesystem::path& file, int height, int width, std::span<const std::uint8_t> pixels);
void writeIdxLabels(const std::filesystem::path& file, std::span<const std::uint8_t> labels);

} // namespace unroll
