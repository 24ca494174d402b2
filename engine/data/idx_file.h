// Files in MNIST's format IDX: unsigned bytes with one dimension (labels) or three (images, rows, columns).
//
// The header is two zero bytes, the type 0x08, the number of dimensions, and each size as 32 bits, the high byte first;
// the data follow. A name that ends in ".gz" stands for the same file in gzip.
// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
//
// Everything the header promises is checked against the file, and against the memory there is, before memory is taken
// for it, and nothing may be missing or left over. Errors are std::runtime_error with one sentence: the file, the byte,
// what was expected and found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace unroll {

struct IdxImages {
    std::int64_t count = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels; // count * height * width

    bool operator==(const IdxImages&) const = default;
};

// At least one image of at least one pixel.
IdxImages readIdxImages(const std::filesystem::path& file);

// The same without having all of them in memory: `begin` is called with the images' number and size, and no pixels;
// then `take` with the bytes of each.
void readIdxImages(const std::filesystem::path& file, const std::function<void(const IdxImages& format)>& begin,
                   const std::function<void(std::span<const std::uint8_t> image)>& take);

// Exactly `count` labels, one for each image, all below `classes`.
std::vector<std::uint8_t> readIdxLabels(const std::filesystem::path& file, std::int64_t count, int classes);

// The bytes that stand before the pixels or labels.
std::vector<std::uint8_t> idxImagesHeader(std::int64_t count, int height, int width);
std::vector<std::uint8_t> idxLabelsHeader(std::int64_t count);

// The data are height * width bytes an image, so their number gives the number of images. The file appears under its
// name when it is complete, and replaces one that was there.
void writeIdxImages(const std::filesystem::path& file, int height, int width, std::span<const std::uint8_t> pixels);
void writeIdxLabels(const std::filesystem::path& file, std::span<const std::uint8_t> labels);

} // namespace unroll
