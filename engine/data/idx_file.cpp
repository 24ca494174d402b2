#include "engine/data/idx_file.h"

#include "engine/data/available_memory.h"
#include "engine/data/byte_sink.h"
#include "engine/data/idx_pixels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {

namespace {

constexpr std::uint8_t unsignedByte = 0x08;
constexpr std::uint64_t countByte = 4;
constexpr std::uint32_t qmnistRow = 8;

// What the numbers of a file are multiplied by. Those of other types than bytes are looked at first: only all of them
// together say what they mean.
struct Greys {
    double scale = 1;
    std::string range; // "from 0 to 4095"; empty where nobody looked
};

Greys greysOf(const std::filesystem::path& file) {
    IdxSource source(file);
    const IdxType type = source.header().type;
    if (type == IdxType::UnsignedByte)
        return {};
    if (type == IdxType::SignedByte)
        return {greyScale(source, {}), {}};
    pixelLayout(source); // a shape that means nothing is refused before all is read
    const NumberRange range = readRange(source);
    source.requireEnd();
    return {greyScale(source, range), " " + rangeText(type, range)};
}

std::string storedText(const IdxSource& source, const PixelLayout& layout, const Greys& greys) {
    std::string text = source.header().text() + greys.range;
    if (greys.scale != 1)
        text += ", scaled to 0 to 255";
    if (layout.channels > 1)
        text += ", colours made grey";
    return text;
}

// The value of a label, which must be a whole number below `classes`.
std::uint8_t labelOf(const IdxSource& source, double number, std::uint64_t byte, int classes) {
    if (!(number >= 0 && number < classes) || number != std::floor(number))
        throw source.error(byte, "a label from 0 to " + std::to_string(classes - 1),
                           plainNumber(number, source.header().type));
    return static_cast<std::uint8_t>(number);
}

// How many numbers stand for one image; the first of them is its label.
std::uint32_t labelRow(const IdxSource& source) {
    const auto& sizes = source.header().sizes;
    if (sizes.size() == 1 || (sizes.size() == 2 && sizes[1] == 1))
        return 1;
    if (sizes.size() == 2 && sizes[1] == qmnistRow && source.header().type == IdxType::Int)
        return qmnistRow;
    throw source.error(idxDimensionsByte, "labels, one number for each image, or eight of 32 bits as QMNIST has them",
                       source.header().text() + (sizes.size() > 2 ? ", as a file of images has them" : ""));
}

void appendBigEndian(std::vector<std::uint8_t>& bytes, std::int64_t size) {
    if (size < 0 || size > std::numeric_limits<std::uint32_t>::max()) {
        throw std::invalid_argument("A size in an IDX file must fit 32 bits.");
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    }
}

} // namespace

// Memory grows with what really comes out of a compressed file, so that a small file that promises much takes little.
IdxImages readIdxImages(const std::filesystem::path& file) {
    IdxImages images;
    readIdxImages(
        file,
        [&](const IdxFormat& format) {
            images.count = format.count;
            images.height = format.height;
            images.width = format.width;
        },
        [&](std::span<const std::uint8_t> image) {
            images.pixels.insert(images.pixels.end(), image.begin(), image.end());
        });
    return images;
}

void readIdxImages(const std::filesystem::path& file, const std::function<void(const IdxFormat& format)>& begin,
                   const std::function<void(std::span<const std::uint8_t> image)>& take) {
    const Greys greys = greysOf(file);
    IdxSource source(file);
    const PixelLayout layout = pixelLayout(source);
    const std::uint64_t images = static_cast<std::uint64_t>(layout.count);
    requireMemory(images * layout.pixels(), file,
                  std::to_string(images) + " x " + std::to_string(layout.height) + " x " +
                      std::to_string(layout.width) + " pixels");
    begin({layout.count, layout.height, layout.width, storedText(source, layout, greys),
           static_cast<std::uint8_t>(source.header().type), greys.scale});
    const GreyMaker maker(source.header().type, layout, greys.scale);
    std::vector<std::uint8_t> bytes(maker.bytesPerImage());
    std::vector<std::uint8_t> image(maker.changesNothing() ? 0 : layout.pixels());
    for (std::uint64_t i = 0; i < images; ++i) {
        source.read(bytes);
        if (!maker.changesNothing())
            maker.make(bytes, image);
        take(maker.changesNothing() ? bytes : image);
    }
    source.requireEnd();
}

std::vector<std::uint8_t> readIdxLabels(const std::filesystem::path& file, std::int64_t count, int classes) {
    IdxSource source(file);
    const IdxType type = source.header().type;
    const std::size_t rowBytes = labelRow(source) * bytesOf(type);
    if (source.header().sizes[0] != count)
        throw source.error(countByte, std::to_string(count) + " labels, one for each image",
                           std::to_string(source.header().sizes[0]));
    constexpr std::int64_t rowsAtOnce = 4096;
    std::vector<std::uint8_t> piece(static_cast<std::size_t>(std::min(count, rowsAtOnce)) * rowBytes);
    std::vector<std::uint8_t> labels;
    while (std::ssize(labels) < count) {
        const auto rows = static_cast<std::size_t>(std::min(count - std::ssize(labels), rowsAtOnce));
        const std::uint64_t begin = source.position();
        source.read(std::span(piece).first(rows * rowBytes));
        for (std::size_t row = 0; row < rows; ++row) {
            const double number = idxNumber(type, piece.data() + row * rowBytes);
            labels.push_back(labelOf(source, number, begin + row * rowBytes, classes));
        }
    }
    source.requireEnd();
    return labels;
}

std::vector<std::uint8_t> idxImagesHeader(std::int64_t count, int height, int width) {
    std::vector<std::uint8_t> bytes = {0, 0, unsignedByte, 3};
    appendBigEndian(bytes, count);
    appendBigEndian(bytes, height);
    appendBigEndian(bytes, width);
    return bytes;
}

std::vector<std::uint8_t> idxLabelsHeader(std::int64_t count) {
    std::vector<std::uint8_t> bytes = {0, 0, unsignedByte, 1};
    appendBigEndian(bytes, count);
    return bytes;
}

void writeIdxImages(const std::filesystem::path& file, int height, int width, std::span<const std::uint8_t> pixels) {
    const std::int64_t pixelsPerImage = std::int64_t{height} * width;
    const auto size = static_cast<std::int64_t>(pixels.size());
    if (height < 1 || width < 1 || size % pixelsPerImage != 0) {
        throw std::invalid_argument("The pixels must be whole images.");
    }
    writeFile(file, idxImagesHeader(size / pixelsPerImage, height, width), pixels);
}

void writeIdxLabels(const std::filesystem::path& file, std::span<const std::uint8_t> labels) {
    writeFile(file, idxLabelsHeader(static_cast<std::int64_t>(labels.size())), labels);
}

} // namespace unroll
