#include "engine/data/dataset_folder.h"

#include "engine/data/byte_source.h"
#include "engine/data/class_names.h"
#include "engine/data/held_out.h"
#include "engine/data/idx_file.h"
#include "engine/data/loading_stop.h"
#include "engine/files/limits.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {

namespace {

// Where the height stands in a file of images.
constexpr std::uint64_t heightByte = 8;

std::string dimensions(int height, int width) {
    return std::to_string(height) + " x " + std::to_string(width) + " pixels";
}

// Images as they come out of a file, packed as long as that saves memory.
class Collector {
public:
    explicit Collector(ImageSet& set)
        : set_(set) {}

    void begin(std::size_t pixels) {
        pixels_ = pixels;
        set_.packed = PackedImages(pixels);
    }

    void take(std::span<const std::uint8_t> image) {
        if (!packs_) {
            set_.pixels.insert(set_.pixels.end(), image.begin(), image.end());
            return;
        }
        set_.packed.append(image);
        packs_ = set_.packed.packed() < set_.packed.count() * pixels_ || set_.packed.count() < enough;
        if (!packs_) {
            set_.unpack();
            set_.pixels.reserve(static_cast<std::size_t>(set_.count) * pixels_);
        }
    }

    void end() {
        if (set_.packed.packed() >= set_.packed.count() * pixels_) {
            set_.unpack();
        }
    }

private:
    static constexpr std::size_t enough = 100; // images, by which to judge those that follow

    ImageSet& set_;
    std::size_t pixels_ = 0;
    bool packs_ = true;
};

int countClasses(const Dataset& dataset) {
    int largest = fewestClasses - 1;
    for (const ImageSet* set : {&dataset.train, &dataset.test}) {
        for (const std::uint8_t label : set->labels) {
            largest = std::max<int>(largest, label);
        }
    }
    return largest + 1;
}

// How the sets of a data set are read.
struct Reading {
    int classes;
    Storage storage;
    const std::stop_token& stop;
};

// The first set of a data set decides on the size of its images.
ImageSet readSet(const std::filesystem::path& images, const std::filesystem::path& labels, const Reading& reading,
                 Dataset& dataset) {
    ImageSet set;
    const auto begin = [&](const auto& format) {
        if (dataset.height == 0) {
            dataset.height = format.height;
            dataset.width = format.width;
        }
        if (format.height != dataset.height || format.width != dataset.width) {
            throw byteError(images, heightByte,
                            dimensions(dataset.height, dataset.width) + " as in the training images",
                            dimensions(format.height, format.width));
        }
        set.count = format.count;
    };
    if (reading.storage == Storage::Plain) {
        IdxImages read = readIdxImages(images);
        begin(read);
        set.pixels = std::move(read.pixels);
    } else {
        Collector collector(set);
        readIdxImages(
            images,
            [&](const IdxFormat& format) {
                begin(format);
                collector.begin(static_cast<std::size_t>(dataset.pixelsPerImage()));
            },
            [&](std::span<const std::uint8_t> image) {
                throwIfStopped(reading.stop);
                collector.take(image);
            });
        collector.end();
    }
    set.labels = readIdxLabels(labels, set.count, reading.classes);
    return set;
}

} // namespace

Dataset loadDataset(const DatasetFiles& files, const std::string& name, Storage storage, const std::stop_token& stop) {
    Dataset dataset;
    dataset.name = name;
    if (!files.classNames.empty()) {
        dataset.classNames = readClassNames(files.classNames);
    }
    const int classes = dataset.classNames.empty() ? mostClasses : static_cast<int>(dataset.classNames.size());
    const Reading reading{classes, storage, stop};
    dataset.train = readSet(files.trainImages, files.trainLabels, reading, dataset);
    if (files.hasTestSet()) {
        dataset.test = readSet(files.testImages, files.testLabels, reading, dataset);
    } else {
        holdOut(dataset);
    }
    dataset.classes = dataset.classNames.empty() ? countClasses(dataset) : classes;
    return dataset;
}

Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name, Storage storage,
                          const std::stop_token& stop) {
    const auto files = findDatasetFiles(folder);
    if (!files) {
        throw std::runtime_error("'" + folder.string() + "' lacks the file " + missingDatasetFiles(folder).front() +
                                 " (plain or .gz), which a data set needs.");
    }
    return loadDataset(*files, name, storage, stop);
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
    const auto save = [&](const ImageSet& set, const char* images, const char* labels) {
        const ImageSet bytes = set.packed.count() > 0 ? set.unpacked() : ImageSet();
        writeIdxImages(file(images), dataset.height, dataset.width, bytes.count > 0 ? bytes.pixels : set.pixels);
        writeIdxLabels(file(labels), set.labels);
    };
    save(dataset.train, trainImagesName, trainLabelsName);
    save(dataset.test, testImagesName, testLabelsName);
    if (!dataset.classNames.empty()) {
        writeClassNames(folder / classNamesName, dataset.classNames);
    }
}

} // namespace unroll
