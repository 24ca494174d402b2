// What the readers of other formats than IDX share: what they are asked, what they give, and how it becomes a data set.
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/held_out.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct DatasetImport {
    std::string name{};               // of the data set
    int width = 0;                    // of an image whose pixels come as a list; 0: it is a square
    int height = 0;                   // ...
    double testShare = heldOutShare;  // of the images, held out where the file has no test images
    std::uint64_t seed = heldOutSeed; // ... which says which
};

struct ImportedDataset {
    Dataset dataset;
    std::vector<std::string> notes{}; // what a person should know: one sentence each
};

struct ImageSize {
    int width = 0;
    int height = 0;

    bool operator==(const ImageSize&) const = default;
};

// The size of images that are lists of so many pixels. Throws std::runtime_error with one sentence that begins with the
// file when they make no square, or not the size that is wanted.
ImageSize sizeOfList(std::int64_t pixels, const DatasetImport& wanted, const std::filesystem::path& file);

// Whether sizeOfList() has an answer.
bool makesImage(std::int64_t pixels, const DatasetImport& wanted);

// A data set of these images; without test images a share of the training images is held out. There are as many classes
// as the largest label says, and at least two. Throws as holdOut().
Dataset assembleDataset(const DatasetImport& wanted, ImageSize size, ImageSet train, std::optional<ImageSet> test);

} // namespace unroll
