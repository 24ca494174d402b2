#include "engine/data/npz_dataset.h"

#include "engine/data/zip_archive.h"
#include "engine/files/json_guard.h"
#include "engine/files/limits.h"
#include "engine/files/npy.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace unroll {
namespace {

constexpr double largestByte = 255;

struct Names {
    std::string_view images;
    std::string_view labels;
};

// The pairs of arrays that hold a set, the usual ones first; names are compared without regard to case.
constexpr std::array<Names, 5> trainNames{
    {{"x_train", "y_train"}, {"train_images", "train_labels"}, {"x", "y"}, {"images", "labels"}, {"data", "labels"}}};
constexpr std::array<Names, 2> testNames{{{"x_test", "y_test"}, {"test_images", "test_labels"}}};
constexpr std::array<Names, 2> validationNames{{{"x_val", "y_val"}, {"val_images", "val_labels"}}};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "one number" : text;
}

// An array with the bytes it lies in.
struct Loaded {
    std::string label; // "'FILE', array x_train"
    std::string bytes;
    NpyArray array;

    [[noreturn]] void refuse(const std::string& what) const { throw std::runtime_error(label + ": " + what + "."); }
};

class Arrays {
public:
    explicit Arrays(const std::filesystem::path& file)
        : file_(file)
        , archive_(file) {}

    bool has(std::string_view name) const { return find(name) < archive_.names().size(); }

    Loaded load(std::string_view name) const {
        Loaded loaded{"'" + file_.string() + "', array " + std::string(name), archive_.read(find(name)), {}};
        loaded.array = parseNpy(loaded.bytes, loaded.label);
        return loaded;
    }

    // Of the pairs the first that the file has; an array without its other half is refused.
    const Names* firstOf(std::span<const Names> pairs) const {
        for (const Names& names : pairs)
            if (has(names.images) && has(names.labels))
                return &names;
        for (const Names& names : pairs.first(std::min<std::size_t>(2, pairs.size())))
            if (has(names.images) || has(names.labels))
                throw std::runtime_error("'" + file_.string() + "' has the array " +
                                         std::string(has(names.images) ? names.images : names.labels) + " and lacks " +
                                         std::string(has(names.images) ? names.labels : names.images) +
                                         ": a set has images and labels.");
        return nullptr;
    }

    std::string found() const {
        std::string text;
        for (const std::string& name : archive_.names())
            text += (text.empty() ? "" : ", ") + name;
        return text.empty() ? "nothing" : quotable(text);
    }

private:
    std::size_t find(std::string_view name) const {
        const std::string wanted = std::string(name) + ".npy";
        const auto& names = archive_.names();
        return static_cast<std::size_t>(
            std::ranges::find_if(names, [&](const std::string& entry) { return lower(entry) == wanted; }) -
            names.begin());
    }

    std::filesystem::path file_;
    ZipArchive archive_;
};

std::vector<std::uint8_t> labelsIn(const Loaded& loaded, std::int64_t images) {
    const NpyArray& array = loaded.array;
    const bool column = array.shape.size() == 2 && array.shape[1] == 1;
    if ((array.shape.size() != 1 && !column) || array.shape[0] != images)
        loaded.refuse("its shape is " + shapeText(array.shape) + " where one label for each of " +
                      std::to_string(images) + " images is expected");
    std::vector<std::uint8_t> labels;
    labels.reserve(static_cast<std::size_t>(images));
    for (std::int64_t i = 0; i < images; ++i) {
        const double label = array.at(i);
        if (!(label >= 0 && label < mostClasses) || label != std::floor(label))
            loaded.refuse("label " + std::to_string(i) + " is " + std::to_string(label) +
                          " where a whole number from 0 to " + std::to_string(mostClasses - 1) + " is expected");
        labels.push_back(static_cast<std::uint8_t>(label));
    }
    return labels;
}

// Where the pixels of an array's images lie. A list of pixels is one row of them, until its size is known.
struct Layout {
    std::int64_t images = 0;
    ImageSize size;
    std::int64_t imageStride = 0;
    std::int64_t rowStride = 0;
    std::int64_t columnStride = 0;
    std::int64_t channels = 1;
    std::int64_t channelStride = 0;
};

Layout layoutOf(const Loaded& loaded, const DatasetImport& wanted, const std::filesystem::path& file) {
    const auto& shape = loaded.array.shape;
    const auto& strides = loaded.array.strides;
    const auto isChannels = [](std::int64_t size) { return size == 1 || size == 3; };
    Layout layout;
    std::size_t row = 1;
    if (shape.size() == 4 && isChannels(shape[3])) {
        layout.channels = shape[3];
        layout.channelStride = strides[3];
    } else if (shape.size() == 4 && isChannels(shape[1])) {
        layout.channels = shape[1];
        layout.channelStride = strides[1];
        row = 2;
    } else if (shape.size() != 2 && shape.size() != 3) {
        loaded.refuse("its shape is " + shapeText(shape) +
                      " where N x height x width, with 1 or 3 channels, or N x pixels is expected");
    }
    layout.images = shape[0];
    layout.imageStride = strides[0];
    if (layout.images < 1)
        loaded.refuse("it holds no image");
    if (shape.size() == 2) {
        layout.size = sizeOfList(shape[1], wanted, file);
        layout.columnStride = strides[1];
        layout.rowStride = strides[1] * layout.size.width;
        return layout;
    }
    const std::int64_t height = shape[row];
    const std::int64_t width = shape[row + 1];
    if (std::min(height, width) < 1 || std::max(height, width) > largestImageSide)
        loaded.refuse("its shape is " + shapeText(shape) + " where images of 1 to " + std::to_string(largestImageSide) +
                      " pixels a side are expected");
    layout.size = {static_cast<int>(width), static_cast<int>(height)};
    layout.rowStride = strides[row];
    layout.columnStride = strides[row + 1];
    return layout;
}

// What a number becomes: by the training images it is decided for all.
double scaleOf(const NpyArray& array) {
    if (array.kind == 'b')
        return largestByte;
    if (array.kind != 'f')
        return 1;
    double largest = 0;
    for (std::int64_t i = 0; i < array.count(); ++i)
        largest = std::max(largest, array.at(i));
    return largest <= 1 ? largestByte : 1;
}

double pixelAt(const Loaded& loaded, std::int64_t place, double scale) {
    const double value = loaded.array.at(place);
    if (!(value >= 0 && value * scale <= largestByte))
        loaded.refuse("a pixel is " + std::to_string(value) + " where " + (scale == 1 ? "0 to 255" : "0 to 1") +
                      " is expected");
    return value * scale;
}

std::uint8_t greyAt(const Loaded& loaded, const Layout& layout, std::int64_t place, double scale) {
    constexpr std::array<double, 3> weights{0.299, 0.587, 0.114};
    double grey = 0;
    for (std::int64_t c = 0; c < layout.channels; ++c)
        grey += (layout.channels == 1 ? 1 : weights[static_cast<std::size_t>(c)]) *
                pixelAt(loaded, place + c * layout.channelStride, scale);
    return static_cast<std::uint8_t>(std::lround(grey));
}

struct Images {
    ImageSet set;
    ImageSize size;
};

Images imagesIn(const Loaded& loaded, const Layout& layout, double scale) {
    Images images{.set = {}, .size = layout.size};
    images.set.count = layout.images;
    images.set.pixels.reserve(static_cast<std::size_t>(layout.images * layout.size.width * layout.size.height));
    for (std::int64_t image = 0; image < layout.images; ++image)
        for (std::int64_t y = 0; y < layout.size.height; ++y)
            for (std::int64_t x = 0; x < layout.size.width; ++x)
                images.set.pixels.push_back(
                    greyAt(loaded, layout, image * layout.imageStride + y * layout.rowStride + x * layout.columnStride,
                           scale));
    return images;
}

class Reader {
public:
    Reader(const std::filesystem::path& file, const DatasetImport& wanted)
        : file_(file)
        , wanted_(wanted)
        , arrays_(file) {}

    ImportedDataset read() {
        const Names* train = arrays_.firstOf(trainNames);
        if (!train)
            throw std::runtime_error("'" + file_.string() +
                                     "' has no arrays x_train and y_train, nor train_images and train_labels; it has " +
                                     arrays_.found() + ".");
        ImportedDataset imported;
        Images images = set(*train);
        std::optional<ImageSet> test;
        if (const Names* names = arrays_.firstOf(testNames)) {
            Images others = set(*names);
            if (others.size != images.size)
                throw std::runtime_error("'" + file_.string() +
                                         "' has test images of another size than those to train "
                                         "on.");
            test = std::move(others.set);
        }
        if (const Names* names = arrays_.firstOf(validationNames))
            imported.notes.push_back("The images in " + std::string(names->images) +
                                     ", which are for validation, are left out.");
        imported.dataset = assembleDataset(wanted_, images.size, std::move(images.set), std::move(test));
        return imported;
    }

private:
    Images set(const Names& names) {
        const Loaded pixels = arrays_.load(names.images);
        const Layout layout = layoutOf(pixels, wanted_, file_);
        std::vector<std::uint8_t> labels = labelsIn(arrays_.load(names.labels), layout.images);
        if (!scale_)
            scale_ = scaleOf(pixels.array);
        Images images = imagesIn(pixels, layout, *scale_);
        images.set.labels = std::move(labels);
        return images;
    }

    std::filesystem::path file_;
    DatasetImport wanted_;
    Arrays arrays_;
    std::optional<double> scale_;
};

} // namespace

bool isZip(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 4> first{};
    stream.read(first.data(), first.size());
    const std::string_view begin(first.data(), static_cast<std::size_t>(stream.gcount()));
    return begin == std::string_view("PK\x03\x04", 4) || begin == std::string_view("PK\x05\x06", 4);
}

ImportedDataset readNpzDataset(const std::filesystem::path& file, const DatasetImport& wanted) {
    return Reader(file, wanted).read();
}

} // namespace unroll
