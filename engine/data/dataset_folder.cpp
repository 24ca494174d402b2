#include "engine/data/dataset_folder.h"

#include "engine/data/byte_source.h"
#include "engine/data/class_labels.h"
#include "engine/data/class_names.h"
#include "engine/data/data_notes.h"
#include "engine/data/held_out.h"
#include "engine/data/idx_file.h"
#include "engine/data/loading_stop.h"
#include "engine/files/limits.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace unroll {

namespace {

// Where the height stands in a file of images.
constexpr std::uint64_t heightByte = 8;

std::string dimensions(int height, int width) {
    return std::to_string(height) + " x " + std::to_string(width) + " pixels";
}

// Images as they come out of a file, packed, where that is asked for, as long as it saves memory.
class Collector {
public:
    Collector(ImageSet& set, Storage storage)
        : set_(set)
        , packs_(storage == Storage::Packed) {}

    void begin(std::size_t pixels) {
        pixels_ = pixels;
        if (packs_)
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
        if (packs_ && set_.packed.packed() >= set_.packed.count() * pixels_) {
            set_.unpack();
        }
    }

private:
    static constexpr std::size_t enough = 100; // images, by which to judge those that follow

    ImageSet& set_;
    std::size_t pixels_ = 0;
    bool packs_;
};

// How the sets of a data set are read.
struct Reading {
    Storage storage;
    const std::stop_token& stop;
    IdxFormat first{}; // of the training images, once they are read
};

// What numbers mean is told by all of a file; where two files of one kind do not agree, one of both was misread.
void requireOneScale(const std::filesystem::path& images, const IdxFormat& format, const IdxFormat& first) {
    if (format.type == first.type && format.scale != first.scale)
        throw std::runtime_error("'" + images.string() + "' holds " + format.stored +
                                 ", and the training images' file " + first.stored +
                                 ": write both on the same scale, or as unsigned bytes.");
}

// The first set of a data set decides on the size of its images. Labels are as they stand in the file.
ImageSet readSet(const std::filesystem::path& images, const std::filesystem::path& labels, Reading& reading,
                 Dataset& dataset) {
    const bool isTrain = dataset.height == 0;
    ImageSet set;
    ImageCheck check;
    Collector collector(set, reading.storage);
    readIdxImages(
        images,
        [&](const IdxFormat& format) {
            if (isTrain) {
                dataset.height = format.height;
                dataset.width = format.width;
                reading.first = format;
            }
            if (format.height != dataset.height || format.width != dataset.width) {
                throw byteError(images, heightByte,
                                dimensions(dataset.height, dataset.width) + " as in the training images",
                                dimensions(format.height, format.width));
            }
            requireOneScale(images, format, reading.first);
            set.count = format.count;
            (isTrain ? dataset.trainStored : dataset.testStored) = format.stored;
            collector.begin(static_cast<std::size_t>(dataset.pixelsPerImage()));
        },
        [&](std::span<const std::uint8_t> image) {
            throwIfStopped(reading.stop);
            check.add(image);
            collector.take(image);
        });
    collector.end();
    std::ranges::copy(check.notes(isTrain ? "training" : "test"), std::back_inserter(dataset.notes));
    set.labels = readIdxLabels(labels, set.count, mostClasses);
    return set;
}

bool holdTheSame(const std::filesystem::path& one, const std::filesystem::path& other, const std::stop_token& stop) {
    constexpr std::size_t pieceBytes = std::size_t{1} << 16;
    const auto first = ByteSource::open(one);
    const auto second = ByteSource::open(other);
    std::vector<std::uint8_t> piece(pieceBytes);
    std::vector<std::uint8_t> otherPiece(pieceBytes);
    for (std::size_t count = pieceBytes; count == pieceBytes;) {
        throwIfStopped(stop);
        count = first->read(piece);
        if (second->read(otherPiece) != count ||
            !std::equal(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count), otherPiece.begin()))
            return false;
    }
    return true;
}

// To take either without a word would be to guess.
void requireLikeTwins(const DatasetFiles& files, const std::stop_token& stop) {
    for (const auto& [one, other] : files.twins)
        if (!holdTheSame(one, other, stop))
            throw std::runtime_error("'" + one.string() + "' and '" + other.string() +
                                     "' could each be the same file of the data set and hold different bytes: remove "
                                     "one, or name the training images' file that you mean.");
}

// Names the first label that has no name.
[[noreturn]] void refuseLabels(const DatasetFiles& files, const Dataset& dataset) {
    const auto names = static_cast<int>(dataset.classNames.size());
    readIdxLabels(files.trainLabels, dataset.train.count, names);
    readIdxLabels(files.testLabels, dataset.test.count, names);
    throw std::logic_error("Every label has a name.");
}

} // namespace

Dataset loadDataset(const DatasetFiles& files, const std::string& name, Storage storage, const std::stop_token& stop) {
    Dataset dataset;
    dataset.name = name;
    requireLikeTwins(files, stop);
    if (!files.classNames.empty()) {
        dataset.classNames = readClassNames(files.classNames);
    }
    Reading reading{storage, stop};
    dataset.train = readSet(files.trainImages, files.trainLabels, reading, dataset);
    if (files.hasTestSet())
        dataset.test = readSet(files.testImages, files.testLabels, reading, dataset);
    if (!fitClasses(dataset))
        refuseLabels(files, dataset);
    if (!files.hasTestSet())
        holdOut(dataset);
    return dataset;
}

Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name, Storage storage,
                          const std::stop_token& stop) {
    return loadDataset(datasetFilesIn(folder), name, storage, stop);
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
        writeIdxLabels(file(labels), dataset.fileLabels(set));
    };
    save(dataset.train, trainImagesName, trainLabelsName);
    save(dataset.test, testImagesName, testLabelsName);
    if (!dataset.classNames.empty()) {
        writeClassNames(folder / classNamesName, dataset.classNames);
    }
}

} // namespace unroll
