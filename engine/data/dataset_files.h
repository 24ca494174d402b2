// The files of a data set: training images and labels, test images and labels, and the names of the classes.
//
// A folder holds them under MNIST's names or ones like these (see dataset_file_name.h), each plain or gzip:
// train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte. A file may also lie
// in a folder that bears its name, as some unpackers leave it. The two of the test set may both be missing, and
// classes.txt is optional.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unroll {

struct DatasetFiles {
    using Path = std::filesystem::path;

    Path trainImages;
    Path trainLabels;
    Path testImages; // empty, and testLabels too, when a share of the training images has to do
    Path testLabels;
    Path classNames{}; // empty when the classes have no names

    // A file that was chosen and another that could stand in its place, as where a set lies packed and unpacked in one
    // folder: they must hold the same.
    std::vector<std::pair<Path, Path>> twins{};

    bool hasTestSet() const { return !testImages.empty(); }

    // All that there are, each once.
    std::vector<Path> all() const;
};

// MNIST's name of each file, without ".gz".
inline constexpr const char* trainImagesName = "train-images-idx3-ubyte";
inline constexpr const char* trainLabelsName = "train-labels-idx1-ubyte";
inline constexpr const char* testImagesName = "t10k-images-idx3-ubyte";
inline constexpr const char* testLabelsName = "t10k-labels-idx1-ubyte";
inline constexpr const char* classNamesName = "classes.txt";

// The files of the set in a folder: the one whose names tell no set, as MNIST's, or else the only one. Nothing when the
// folder has none, or several. Looks into no other folder.
std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder);

// The same; where the folder has no file of any set, those of the only set in the folders below it (two levels). Throws
// std::runtime_error with one sentence that names the file that is missing, or the sets that there are.
DatasetFiles datasetFilesIn(const std::filesystem::path& folder);

// The names of the files that a folder lacks: of the training files, and one of the test files when the other is there.
std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder);

// The sets that a folder holds, each by the name of its training images' file.
std::vector<std::filesystem::path> datasetsIn(const std::filesystem::path& folder);

// Files with names of their own: "IMAGES,LABELS" or "IMAGES,LABELS,TEST-IMAGES,TEST-LABELS"; or the file of the
// training images alone, when the others' names follow from it as they do in MNIST, EMNIST and QMNIST. Nothing when the
// text is a folder, or neither a file's name nor has a comma. Throws std::runtime_error with one sentence that names
// the file that is missing.
std::optional<DatasetFiles> namedDatasetFiles(const std::string& text);

} // namespace unroll
