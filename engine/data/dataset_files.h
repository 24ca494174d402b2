// The files of a data set: training images and labels, test images and labels, and the names of the classes.
//
// A folder holds them under MNIST's names, each plain or ".gz" (a plain one is preferred): train-images-idx3-ubyte,
// train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte. The two of the test set may both be missing,
// and classes.txt is optional.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

struct DatasetFiles {
    std::filesystem::path trainImages;
    std::filesystem::path trainLabels;
    std::filesystem::path testImages; // empty, and testLabels too, when a share of the training images has to do
    std::filesystem::path testLabels;
    std::filesystem::path classNames; // empty when the classes have no names

    bool hasTestSet() const { return !testImages.empty(); }

    // All that there are.
    std::vector<std::filesystem::path> all() const;
};

// MNIST's name of each file, without ".gz".
inline constexpr const char* trainImagesName = "train-images-idx3-ubyte";
inline constexpr const char* trainLabelsName = "train-labels-idx1-ubyte";
inline constexpr const char* testImagesName = "t10k-images-idx3-ubyte";
inline constexpr const char* testLabelsName = "t10k-labels-idx1-ubyte";
inline constexpr const char* classNamesName = "classes.txt";

// The files in a folder, or nothing when missingDatasetFiles() names one.
std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder);

// The names of the files that a folder lacks: of the training files, and one of the test files when the other is there.
std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder);

// Files with names of their own: "IMAGES,LABELS" or "IMAGES,LABELS,TEST-IMAGES,TEST-LABELS"; or the file of the
// training images alone, when the others' names follow from it as they do in MNIST and EMNIST ("images" becomes
// "labels", "idx3" "idx1", "train" "t10k" or "test"). Nothing when the text is neither a file's name nor has a comma.
// Throws std::runtime_error with one sentence that names the file that is missing.
std::optional<DatasetFiles> namedDatasetFiles(const std::string& text);

} // namespace unroll
