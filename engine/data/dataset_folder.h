// A data set as a folder with MNIST's four files, each plain or ".gz" (a plain one is preferred):
// train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.
#pragma once

#include "engine/data/dataset.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct DatasetFiles {
    std::filesystem::path trainImages;
    std::filesystem::path trainLabels;
    std::filesystem::path testImages;
    std::filesystem::path testLabels;
};

// The files in a folder, or nothing when one is missing.
std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder);

// The names of the files that a folder lacks.
std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder);

// Labels are the ten digits; the number of classes is the largest label + 1, and at least 2. Throws std::runtime_error
// with one sentence when a file is missing or damaged, or when the files do not belong together.
Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name);

enum class Compression { None, Gzip };

// Writes the four files into a folder, which is made when it is not there. Throws std::runtime_error with one sentence.
void saveDatasetFolder(const Dataset& dataset, const std::filesystem::path& folder, Compression compression);

} // namespace unroll
