// Makes a data set of image files: one folder a class, whose name is the class's.
#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace unroll {

enum class Invert { Auto, Yes, No };

struct ImportOptions {
    std::uint64_t seed = 1;     // of the images' order and of those held out
    double testShare = 1.0 / 7; // of every class, as MNIST's
    int width = 0;              // 0: the images' own, or 28 x 28 when they differ
    int height = 0;
    Invert invert = Invert::Auto; // ink is bright in a data set; Auto: when the images' edges are bright
};

struct ImportedImages {
    Dataset dataset;
    bool scaled = false; // some had another size
    bool inverted = false;
};

// Reads PNG and JPEG files. Classes come in the order of their names, numbers by their value. Colours become shades of
// grey, and what is transparent white. An image of another size is scaled, keeping its proportions, as large as fits,
// and lies in the middle of the paper. The images come shuffled, and a share of them is the test set. Throws
// std::runtime_error with one sentence: no images, too many classes, a file that can't be read.
ImportedImages importImages(const std::filesystem::path& folder, const std::string& name, const ImportOptions& options);

} // namespace unroll
