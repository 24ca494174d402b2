#include "engine/data/dataset_folder.h"

#include "engine/data/byte_source.h"
#include "engine/data/idx_file.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace unroll {

namespace {

constexpr int digits = 10;
constexpr std::array<const char*, 4> fileNames = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                                  "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

std::optional<std::filesystem::path> findFile(const std::filesystem::path& folder, const std::string& name) {
    for (const char* ending : {"", ".gz"}) {
        std::filesystem::path file = folder / (name + ending);
        std::error_code error;
        if (std::filesystem::is_regular_file(file, error)) {
            return file;
        }
    }
    return std::nullopt;
}

// Where the height stands in a file of images.
constexpr std::uint64_t heightByte = 8;

std::string dimensions(const IdxImages& images) {
    return std::to_string(images.height) + " x " + std::to_string(images.width) + " pixels";
}

ImageSet joined(IdxImages images, const std::filesystem::path& labels) {
    ImageSet set;
    set.count = images.count;
    set.labels = readIdxLabels(labels, images.count, digits);
    set.pixels = std::move(images.pixels);
    return set;
}

int countClasses(const Dataset& dataset) {
    std::uint8_t largest = 1;
    for (const ImageSet* set : {&dataset.train, &dataset.test}) {
        largest = std::max(largest, *std::max_element(set->labels.begin(), set->labels.end()));
    }
    return largest + 1;
}

} // namespace

std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder) {
    std::array<std::filesystem::path, fileNames.size()> files;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto file = findFile(folder, fileNames[i]);
        if (!file) {
            return std::nullopt;
        }
        files[i] = *file;
    }
    return DatasetFiles{files[0], files[1], files[2], files[3]};
}

std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder) {
    std::vector<std::string> missing;
    for (const char* name : fileNames) {
        if (!findFile(folder, name)) {
            missing.emplace_back(name);
        }
    }
    return missing;
}

Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name) {
    const auto files = findDatasetFiles(folder);
    if (!files) {
        throw std::runtime_error("'" + folder.string() + "' lacks the file " + missingDatasetFiles(folder).front() +
                                 " (plain or .gz), which every data set needs.");
    }
    IdxImages train = readIdxImages(files->trainImages);
    IdxImages test = readIdxImages(files->testImages);
    if (test.height != train.height || test.width != train.width) {
        throw byteError(files->testImages, heightByte, dimensions(train) + " as in the training images",
                        dimensions(test));
    }
    Dataset dataset;
    dataset.name = name;
    dataset.width = train.width;
    dataset.height = train.height;
    dataset.train = joined(std::move(train), files->trainLabels);
    dataset.test = joined(std::move(test), files->testLabels);
    dataset.classes = countClasses(dataset);
    return dataset;
}

void saveDatasetFolder(const Dataset& dataset, const std::filesystem::path& folder, Compression compression) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw std::runtime_error("'" + folder.string() + "' can't be made: " + error.message() + ".");
    }
    const std::string ending = compression == Compression::Gzip ? ".gz" : "";
    writeIdxImages(folder / (fileNames[0] + ending), dataset.height, dataset.width, dataset.train.pixels);
    writeIdxLabels(folder / (fileNames[1] + ending), dataset.train.labels);
    writeIdxImages(folder / (fileNames[2] + ending), dataset.height, dataset.width, dataset.test.pixels);
    writeIdxLabels(folder / (fileNames[3] + ending), dataset.test.labels);
}

} // namespace unroll
