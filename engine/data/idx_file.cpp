#include "engine/data/idx_file.h"

#include "engine/data/available_memory.h"
#include "engine/data/byte_sink.h"
#include "engine/data/byte_source.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <string>

namespace unroll {

namespace {

constexpr std::size_t prologueSize = 4;
constexpr std::size_t sizeBytes = 4;
constexpr std::uint8_t unsignedByte = 0x08;
constexpr std::uint64_t imagesHeader = prologueSize + 3 * sizeBytes;

std::string hexadecimal(std::uint8_t byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {'0', 'x', digits[byte / 16], digits[byte % 16]};
}

std::string plural(std::uint64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void readHeaderBytes(ByteSource& source, std::span<std::uint8_t> target, std::size_t offset) {
    const std::size_t count = source.read(target);
    if (count < target.size()) {
        throw byteError(source.path(), offset + count,
                        "an IDX header of at least " + plural(offset + target.size(), "byte"), "the end of the file");
    }
}

void checkPrologue(const ByteSource& source, std::span<const std::uint8_t> prologue, std::size_t dimensions) {
    for (std::size_t byte = 0; byte < 2; ++byte) {
        if (prologue[byte] != 0) {
            throw byteError(source.path(), byte, "0x00, the beginning of an IDX file", hexadecimal(prologue[byte]));
        }
    }
    if (prologue[2] != unsignedByte) {
        throw byteError(source.path(), 2, "the type 0x08 (unsigned byte)", hexadecimal(prologue[2]));
    }
    if (prologue[3] != dimensions) {
        throw byteError(source.path(), 3, plural(dimensions, "dimension"), std::to_string(prologue[3]));
    }
}

std::uint32_t bigEndian(std::span<const std::uint8_t> bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

// The sizes of all dimensions, of which none may be 0 and all must fit an int but the first.
std::vector<std::uint32_t> readHeader(ByteSource& source, std::size_t dimensions) {
    std::array<std::uint8_t, prologueSize> prologue{};
    readHeaderBytes(source, prologue, 0);
    checkPrologue(source, prologue, dimensions);

    std::vector<std::uint8_t> bytes(dimensions * sizeBytes);
    readHeaderBytes(source, bytes, prologueSize);
    std::vector<std::uint32_t> sizes(dimensions);
    for (std::size_t i = 0; i < dimensions; ++i) {
        sizes[i] = bigEndian(std::span(bytes).subspan(i * sizeBytes, sizeBytes));
        const std::uint32_t largest =
            i == 0 ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<int>::max();
        if (sizes[i] == 0 || sizes[i] > largest) {
            throw byteError(source.path(), prologueSize + i * sizeBytes, "a size from 1 to " + std::to_string(largest),
                            std::to_string(sizes[i]));
        }
    }
    return sizes;
}

// The product of the sizes, which the file must be able to hold. A product beyond 64 bits is beyond any file.
std::uint64_t checkedDataSize(const ByteSource& source, std::span<const std::uint32_t> sizes) {
    const std::uint64_t header = prologueSize + sizes.size() * sizeBytes;
    const std::uint64_t room = source.maximumSize() - std::min(source.maximumSize(), header);
    std::uint64_t product = 1;
    std::string text;
    bool fits = true;
    for (const std::uint32_t size : sizes) {
        text += (text.empty() ? "" : " x ") + std::to_string(size);
        fits = fits && product <= room / size;
        product *= size;
    }
    if (!fits || (source.sizeIsExact() && product != room)) {
        throw byteError(source.path(), header, text + " bytes of data",
                        (source.sizeIsExact() ? "" : "at most ") + plural(room, "byte"));
    }
    return product;
}

// Where a piece of the data lies.
struct Place {
    std::uint64_t size = 0;   // of all data
    std::uint64_t header = 0; // bytes before them
    std::uint64_t before = 0; // bytes of them before the piece
};

void readPiece(ByteSource& source, std::span<std::uint8_t> piece, const Place& place) {
    const std::size_t count = source.read(piece);
    if (count < piece.size()) {
        throw byteError(source.path(), place.header + place.before + count, plural(place.size, "byte") + " of data",
                        "the end of the file after " + std::to_string(place.before + count));
    }
}

void requireEnd(ByteSource& source, std::uint64_t end) {
    std::uint8_t extra = 0;
    if (source.read(std::span(&extra, 1)) != 0) {
        throw byteError(source.path(), end, "the end of the file", "more bytes");
    }
}

// Reads the data, which end where the file ends. Memory grows with what really comes out of a compressed file, so that
// a small file that promises much takes little.
std::vector<std::uint8_t> readData(ByteSource& source, std::uint64_t size, std::uint64_t header) {
    constexpr std::uint64_t largestPiece = std::uint64_t{1} << 26;
    std::vector<std::uint8_t> data;
    while (data.size() < size) {
        const std::size_t before = data.size();
        const auto piece = static_cast<std::size_t>(std::min(size - before, largestPiece));
        data.resize(before + piece);
        readPiece(source, std::span(data).subspan(before), {size, header, before});
    }
    requireEnd(source, header + size);
    return data;
}

struct OpenImages {
    std::unique_ptr<ByteSource> source; // behind its header
    IdxImages format;                   // without pixels
    std::uint64_t size = 0;             // of the pixels, in bytes
};

OpenImages openImages(const std::filesystem::path& file) {
    OpenImages opened;
    opened.source = ByteSource::open(file);
    const std::vector<std::uint32_t> sizes = readHeader(*opened.source, 3);
    opened.size = checkedDataSize(*opened.source, sizes);
    opened.format.count = sizes[0];
    opened.format.height = static_cast<int>(sizes[1]);
    opened.format.width = static_cast<int>(sizes[2]);
    requireMemory(opened.size, file,
                  std::to_string(sizes[0]) + " x " + std::to_string(sizes[1]) + " x " + std::to_string(sizes[2]) +
                      " pixels");
    return opened;
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

IdxImages readIdxImages(const std::filesystem::path& file) {
    OpenImages opened = openImages(file);
    opened.format.pixels = readData(*opened.source, opened.size, imagesHeader);
    return std::move(opened.format);
}

void readIdxImages(const std::filesystem::path& file, const std::function<void(const IdxImages& format)>& begin,
                   const std::function<void(std::span<const std::uint8_t> image)>& take) {
    const OpenImages opened = openImages(file);
    begin(opened.format);
    std::vector<std::uint8_t> image(static_cast<std::size_t>(opened.format.height) *
                                    static_cast<std::size_t>(opened.format.width));
    for (std::uint64_t before = 0; before < opened.size; before += image.size()) {
        readPiece(*opened.source, image, {opened.size, imagesHeader, before});
        take(image);
    }
    requireEnd(*opened.source, imagesHeader + opened.size);
}

std::vector<std::uint8_t> readIdxLabels(const std::filesystem::path& file, std::int64_t count, int classes) {
    constexpr std::uint64_t header = prologueSize + sizeBytes;
    const auto source = ByteSource::open(file);
    const std::vector<std::uint32_t> sizes = readHeader(*source, 1);
    if (sizes[0] != count) {
        throw byteError(file, prologueSize, std::to_string(count) + " labels, one for each image",
                        std::to_string(sizes[0]));
    }
    std::vector<std::uint8_t> labels = readData(*source, checkedDataSize(*source, sizes), header);
    const auto wrong = std::find_if(labels.begin(), labels.end(), [&](std::uint8_t label) { return label >= classes; });
    if (wrong != labels.end()) {
        throw byteError(file, header + static_cast<std::uint64_t>(wrong - labels.begin()),
                        "a label from 0 to " + std::to_string(classes - 1), std::to_string(*wrong));
    }
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
