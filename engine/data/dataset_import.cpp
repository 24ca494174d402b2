#include "engine/data/dataset_import.h"

#include "engine/files/limits.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

std::optional<ImageSize> imageOf(std::int64_t pixels, const DatasetImport& wanted) {
    if (wanted.width > 0)
        return std::int64_t{wanted.width} * wanted.height == pixels
                   ? std::optional(ImageSize{wanted.width, wanted.height})
                   : std::nullopt;
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(pixels))));
    if (pixels < 1 || side > largestImageSide || side * side != pixels)
        return std::nullopt;
    return ImageSize{static_cast<int>(side), static_cast<int>(side)};
}

int classesOf(const Dataset& dataset) {
    int largest = fewestClasses - 1;
    for (const ImageSet* set : {&dataset.train, &dataset.test})
        for (const std::uint8_t label : set->labels)
            largest = std::max<int>(largest, label);
    return largest + 1;
}

} // namespace

bool makesImage(std::int64_t pixels, const DatasetImport& wanted) { return imageOf(pixels, wanted).has_value(); }

ImageSize sizeOfList(std::int64_t pixels, const DatasetImport& wanted, const std::filesystem::path& file) {
    if (const auto size = imageOf(pixels, wanted))
        return *size;
    const std::string found = "'" + file.string() + "' has " + std::to_string(pixels) + " pixels an image, which ";
    if (wanted.width > 0)
        throw std::runtime_error(found + "are not " + std::to_string(wanted.width) + " x " +
                                 std::to_string(wanted.height) + ": name the right --size.");
    throw std::runtime_error(found + "make no square: name the images' size with --size WIDTHxHEIGHT.");
}

Dataset assembleDataset(const DatasetImport& wanted, ImageSize size, ImageSet train, std::optional<ImageSet> test) {
    Dataset dataset;
    dataset.name = wanted.name;
    dataset.width = size.width;
    dataset.height = size.height;
    dataset.train = std::move(train);
    if (test)
        dataset.test = std::move(*test);
    dataset.classes = classesOf(dataset);
    if (!test)
        holdOut(dataset, wanted.testShare, wanted.seed);
    return dataset;
}

} // namespace unroll
