#include "engine/data/picture_bytes.h"

#include <algorithm>
#include <array>
#include <string>

namespace unroll {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool has(Bytes bytes, std::size_t at, std::string_view text) {
    return bytes.size() >= at + text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

// Numbers of a file that was made sure to be long enough.
std::uint64_t littleEndian(Bytes bytes, std::size_t at, std::size_t length) {
    std::uint64_t number = 0;
    for (std::size_t i = length; i-- > 0;)
        number = number << 8 | bytes[at + i];
    return number;
}

std::uint64_t bigEndian(Bytes bytes, std::size_t at, std::size_t length) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < length; ++i)
        number = number << 8 | bytes[at + i];
    return number;
}

// Chunks: length, kind, data, checksum.
bool pngEndsEarly(Bytes bytes) {
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        if (has(bytes, at + 4, "IEND"))
            return false;
        const std::uint64_t length = bigEndian(bytes, at, 4);
        if (length > bytes.size() - at - 12)
            return true;
        at += static_cast<std::size_t>(length) + 12;
    }
    return true;
}

constexpr std::uint8_t jpegEnd = 0xD9;
constexpr std::uint8_t jpegScan = 0xDA;

// The place after a JPEG's compressed data, at the next marker that is neither a stuffed byte nor a restart.
std::size_t afterScan(Bytes bytes, std::size_t at) {
    for (; at + 1 < bytes.size(); ++at) {
        const std::uint8_t next = bytes[at + 1];
        const bool belongs = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
        if (bytes[at] == 0xFF && !belongs)
            return at;
    }
    return bytes.size();
}

// Markers: 0xFF, kind, and for most a length that counts itself; a scan's compressed data comes after its header. An
// end marker within a thumbnail lies in a segment that is passed over.
bool jpegEndsEarly(Bytes bytes) {
    std::size_t at = 2;
    while (at + 1 < bytes.size()) {
        const std::uint8_t kind = bytes[at + 1];
        if (bytes[at] != 0xFF || kind == 0xFF || kind == 0) { // fill bytes, and rubbish that decoders pass over as well
            ++at;
            continue;
        }
        if (kind == jpegEnd)
            return false;
        if (kind == 0x01 || (kind >= 0xD0 && kind <= 0xD8)) { // without a length
            at += 2;
            continue;
        }
        if (at + 4 > bytes.size())
            return true;
        at += 2 + static_cast<std::size_t>(bigEndian(bytes, at + 2, 2));
        if (kind == jpegScan)
            at = afterScan(bytes, at);
    }
    return true;
}

// A table of colours of 2 to 256 entries, as a GIF's flags announce it.
std::size_t colourTable(std::uint8_t flags) { return (flags & 0x80) == 0 ? 0 : std::size_t{3} << ((flags & 7) + 1); }

// Sub-blocks: length and data, until one of length 0. The place behind them, or nothing when the file ends before.
std::optional<std::size_t> afterSubBlocks(Bytes bytes, std::size_t at) {
    while (at < bytes.size()) {
        if (bytes[at] == 0)
            return at + 1;
        at += std::size_t{bytes[at]} + 1;
    }
    return std::nullopt;
}

// Whole once its first image is: further ones are an animation's.
bool gifEndsEarly(Bytes bytes) {
    if (bytes.size() < 13)
        return true;
    std::size_t at = 13 + colourTable(bytes[10]);
    while (at < bytes.size()) {
        if (bytes[at] == 0x2C && at + 10 <= bytes.size())
            return !afterSubBlocks(bytes, at + 11 + colourTable(bytes[at + 9])).has_value();
        if (bytes[at] != 0x21)
            return true;
        const auto next = afterSubBlocks(bytes, at + 2);
        if (!next)
            return true;
        at = *next;
    }
    return true;
}

// Pixels that are not compressed have a length that follows from the header; others announce theirs, or 0.
bool bmpEndsEarly(Bytes bytes) {
    if (bytes.size() < 26)
        return true;
    const std::uint64_t begin = littleEndian(bytes, 10, 4);
    const bool old = littleEndian(bytes, 14, 4) == 12;
    if (old || bytes.size() < 38) {
        const std::uint64_t row = (littleEndian(bytes, 18, 2) * littleEndian(bytes, 24, 2) + 31) / 32 * 4;
        return !old || bytes.size() < begin + row * littleEndian(bytes, 20, 2);
    }
    const auto height = static_cast<std::int32_t>(littleEndian(bytes, 22, 4)); // below 0: from the top down
    const std::uint64_t rows = static_cast<std::uint64_t>(height < 0 ? -std::int64_t{height} : std::int64_t{height});
    const std::uint64_t row = (littleEndian(bytes, 18, 4) * littleEndian(bytes, 28, 2) + 31) / 32 * 4;
    const std::uint64_t compression = littleEndian(bytes, 30, 4);
    const bool isPlain = compression == 0 || compression == 3;
    const std::uint64_t most = bytes.size() < begin ? 0 : bytes.size() - begin;
    if (bytes.size() < begin)
        return true;
    return isPlain ? rows > 0 && row > most / rows : littleEndian(bytes, 34, 4) > most;
}

bool webpEndsEarly(Bytes bytes) { return bytes.size() - 8 < littleEndian(bytes, 4, 4); }

// The first directory of a TIFF, whose entries are kind, type, count, and a value or where it lies.
class TiffDirectory {
public:
    explicit TiffDirectory(Bytes bytes)
        : bytes_(bytes)
        , bigEnds_(has(bytes, 0, "MM")) {
        if (bytes.size() >= 8)
            at_ = static_cast<std::size_t>(number(4, 4));
    }

    bool endsEarly() const {
        if (at_ < 8 || !reaches(at_, 2))
            return true;
        const std::uint64_t entries = number(at_, 2);
        if (!reaches(at_ + 2, entries * entryBytes))
            return true;
        for (std::size_t i = 0; i < entries; ++i)
            if (const Entry entry = entryAt(at_ + 2 + i * entryBytes); !reaches(entry.place, entry.count * entry.bytes))
                return true;
        return piecesEndEarly(273, 279) || piecesEndEarly(324, 325); // strips, tiles
    }

private:
    static constexpr std::size_t entryBytes = 12;

    struct Entry {
        std::uint64_t count = 0;
        std::uint64_t place = 0;
        std::size_t bytes = 0; // of one value
    };

    std::uint64_t number(std::size_t at, std::size_t length) const {
        return bigEnds_ ? bigEndian(bytes_, at, length) : littleEndian(bytes_, at, length);
    }
    bool reaches(std::uint64_t at, std::uint64_t length) const {
        return at <= bytes_.size() && length <= bytes_.size() - at;
    }

    Entry entryAt(std::size_t at) const {
        constexpr std::array<std::size_t, 13> sizes{1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
        const std::uint64_t type = number(at + 2, 2);
        Entry entry{number(at + 4, 4), at + 8, type < sizes.size() ? sizes[type] : 1};
        if (entry.count * entry.bytes > 4)
            entry.place = number(at + 8, 4);
        return entry;
    }

    std::optional<Entry> entryOf(std::uint64_t kind) const {
        const std::uint64_t entries = number(at_, 2);
        for (std::size_t i = 0; i < entries; ++i)
            if (const std::size_t at = at_ + 2 + i * entryBytes; number(at, 2) == kind)
                return entryAt(at);
        return std::nullopt;
    }

    // Where the pieces of the picture begin, and how long they are.
    bool piecesEndEarly(std::uint64_t beginnings, std::uint64_t lengths) const {
        const auto begin = entryOf(beginnings);
        const auto length = entryOf(lengths);
        if (!begin || !length)
            return false;
        for (std::size_t i = 0; i < std::min(begin->count, length->count); ++i)
            if (!reaches(number(static_cast<std::size_t>(begin->place) + i * begin->bytes, begin->bytes),
                         number(static_cast<std::size_t>(length->place) + i * length->bytes, length->bytes)))
                return true;
        return false;
    }

    Bytes bytes_;
    bool bigEnds_;
    std::size_t at_ = 0;
};

// ISO base media files: "....ftyp" and who made it.
std::optional<PictureFormat> ofBrand(Bytes bytes) {
    if (!has(bytes, 4, "ftyp"))
        return std::nullopt;
    if (has(bytes, 8, "avif") || has(bytes, 8, "avis"))
        return PictureFormat::Avif;
    for (const char* brand : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"})
        if (has(bytes, 8, brand))
            return PictureFormat::Heif;
    return std::nullopt;
}

struct Signature {
    std::string_view text;
    PictureFormat format;
};

constexpr std::array<Signature, 11> signatures{{
    {"\x89PNG\r\n\x1a\n", PictureFormat::Png},
    {"\xFF\xD8\xFF", PictureFormat::Jpeg},
    {"GIF87a", PictureFormat::Gif},
    {"GIF89a", PictureFormat::Gif},
    {{"II*\0", 4}, PictureFormat::Tiff},
    {{"MM\0*", 4}, PictureFormat::Tiff},
    {{"\0\0\0\x0CjP  ", 8}, PictureFormat::Jpeg2000},
    {"\xFF\x4F\xFF\x51", PictureFormat::Jpeg2000},
    {"\xFF\x0A", PictureFormat::JpegXl},
    {{"\0\0\0\x0CJXL ", 8}, PictureFormat::JpegXl},
    {"BM", PictureFormat::Bmp},
}};

// Two letters begin many a text: a BMP also has one of the known sizes of its header.
bool isBmp(Bytes bytes) {
    constexpr std::array<std::uint64_t, 7> headers{12, 40, 52, 56, 64, 108, 124};
    return bytes.size() >= 18 && std::ranges::find(headers, littleEndian(bytes, 14, 4)) != headers.end();
}

} // namespace

std::optional<PictureFormat> pictureFormat(Bytes bytes) {
    if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP"))
        return PictureFormat::Webp;
    for (const Signature& signature : signatures)
        if (has(bytes, 0, signature.text) && (signature.format != PictureFormat::Bmp || isBmp(bytes)))
            return signature.format;
    return ofBrand(bytes);
}

std::string_view pictureFormatName(PictureFormat format) {
    constexpr std::array<std::string_view, 10> names{"PNG",  "JPEG", "GIF",  "BMP",       "WebP",
                                                     "TIFF", "HEIF", "AVIF", "JPEG 2000", "JPEG XL"};
    return names[static_cast<std::size_t>(format)];
}

bool endsEarly(Bytes bytes) {
    const auto format = pictureFormat(bytes);
    if (format == PictureFormat::Png)
        return pngEndsEarly(bytes);
    if (format == PictureFormat::Jpeg)
        return jpegEndsEarly(bytes);
    if (format == PictureFormat::Gif)
        return gifEndsEarly(bytes);
    if (format == PictureFormat::Bmp)
        return bmpEndsEarly(bytes);
    if (format == PictureFormat::Tiff)
        return TiffDirectory(bytes).endsEarly();
    return format == PictureFormat::Webp && webpEndsEarly(bytes);
}

} // namespace unroll
