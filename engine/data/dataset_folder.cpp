#include "engine/data/dataset_folder.h"

#include "engine/data/byte_source.h"
#include "engine/data/class_names.h"
#include "engine/data/held_out.h"
#include "engine/data/idx_file.h"
#include "engine/files/limits.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {

namespace {

// Where the height stands in a file of images.
constexpr std::uint64_t heightByte = 8;

std::string dimensions(const IdxImages& images) {
    return std::to_string(images.height) + " x " + std::to_string(images.width) + " pixels";
}

ImageSet joined(IdxImages images, const std::filesystem::path& labels, int classes) {
    ImageSet set;
    set.count = images.count;
    set.labels = readIdxLabels(labels, images.count, classes);
    set.pixels = std::move(images.pixels);
    return set;
}

int countClasses(const Dataset& dataset) {
    int largest = fewestClasses - 1;
    for (const ImageSet* set : {&dataset.train, &dataset.test}) {
        for (const std::uint8_t label : set->labels) {
            largest = std::max<int>(largest, label);
        }
    }
    return largest + 1;
}

void readTestSet(const DatasetFiles& files, int classes, Dataset& dataset) {
    IdxImages test = readIdxImages(files.testImages);
    if (test.height != dataset.height || test.width != dataset.width) {
        const IdxImages train{.count = 0, .height = dataset.height, .width = dataset.width, .pixels = {}};
        throw byteError(files.testImages, heightByte, dimensions(train) + " as in the training images",
                        dimensions(test));
    }
    dataset.test = joined(std::move(test), files.testLabels, classes);
}

} // namespace

Dataset loadDataset(const DatasetFiles& files, const std::string& name) {
    Dataset dataset;
    dataset.name = name;
    if (!files.classNames.empty()) {
        dataset.classNames = readClassNames(files.classNames);
    }
    const int classes = dataset.classNames.empty() ? mostClasses : static_cast<int>(dataset.classNames.size());
    IdxImages train = readIdxImages(files.trainImages);
    dataset.width = train.width;
    dataset.height = train.height;
    dataset.train = joined(std::move(train), files.trainLabels, classes);
    if (files.hasTestSet()) {
        readTestSet(files, classes, dataset);
    } else {
        holdOut(dataset);
    }
    dataset.classes = dataset.classNames.empty() ? countClasses(dataset) : classes;
    return dataset;
}

Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name) {
    const auto files = findDatasetFiles(folder);
    if (!files) {
        throw std::runtime_error("'" + folder.string() + "' lacks the file " + missingDatasetFiles(folder).front() +
                                 " (plain or .gz), which a data set needs.");
    }
    return loadDataset(*files, name);
}

void saveDatasetFolder(const Dataset& dataset, const std::filesystem::path& folder, Compression compression) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw std::runtime_error("'" + folder.string() + "' can't be made: " + error.message() + ".");
    }
    const auto file = [&](const char* name) {
        return folder / (std::string(name) + (compression == Compression::Gzip ? ".gz" : ""));
    };
    writeIdxImages(file(trainImagesName), dataset.height, dataset.width, dataset.train.pixels);
    writeIdxLabels(file(trainLabelsName), dataset.train.labels);
    writeIdxImages(file(testImagesName), dataset.height, dataset.width, dataset.test.pixels);
    writeIdxLabels(file(testLabelsName), dataset.test.labels);
    if (!dataset.classNames.empty()) {
        writeClassNames(folder / classNamesName, dataset.classNames);
    }
}

} // namespace unroll
