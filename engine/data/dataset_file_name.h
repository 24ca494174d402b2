// What the name of a data set's file says: "emnist-letters-train-images-idx3-ubyte.gz" are the training images of
// emnist-letters.
//
// Read are the names that MNIST and the sets after it bear, and those that unpackers make of them: words, in upper or
// lower case, between hyphens, dots, underscores or blanks. First those of the set, if any; then one for the part
// (train or training; t10k, test or testing) and one for what is in it (images, labels); then the format's (idx3,
// ubyte, int, gz, ...), if any.
#pragma once

#include <optional>
#include <string>

namespace unroll {

enum class DatasetFileRole { TrainImages, TrainLabels, TestImages, TestLabels };

struct DatasetFileName {
    std::string set; // as it is written; empty where the name tells none
    DatasetFileRole role{};
    bool gzip = false;   // ends in ".gz"
    bool dotted = false; // "train-images.idx3-ubyte"

    bool operator==(const DatasetFileName&) const = default;
};

// Nothing for other names, and for those that begin with a dot: systems keep their own files under these.
std::optional<DatasetFileName> parseDatasetFileName(const std::string& name);

} // namespace unroll
