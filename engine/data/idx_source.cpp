#include "engine/data/idx_source.h"

#include "engine/data/file_kind.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>

namespace unroll {
namespace {

constexpr std::size_t prologueSize = 4;
constexpr std::size_t sizeBytes = 4;
constexpr std::size_t mostDimensions = 4;

std::string hexadecimal(std::uint8_t byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {'0', 'x', digits[byte / 16], digits[byte % 16]};
}

std::string plural(std::uint64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

template <typename Unsigned>
Unsigned bigEndian(const std::uint8_t* bytes) {
    Unsigned number = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
        number = static_cast<Unsigned>(number << 8 | bytes[i]);
    return number;
}

std::string nameOf(IdxType type) {
    switch (type) {
    case IdxType::UnsignedByte:
        return "unsigned bytes";
    case IdxType::SignedByte:
        return "signed bytes";
    case IdxType::Short:
        return "16-bit numbers";
    case IdxType::Int:
        return "32-bit numbers";
    case IdxType::Float:
        return "floats of 32 bits";
    case IdxType::Double:
        return "floats of 64 bits";
    }
    return {};
}

bool isType(std::uint8_t byte) { return (byte >= 0x08 && byte <= 0x0E) && byte != 0x0A; }

std::string shapeOf(const IdxHeader& header) {
    std::string text;
    for (const std::uint32_t size : header.sizes)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
}

} // namespace

std::size_t bytesOf(IdxType type) {
    switch (type) {
    case IdxType::UnsignedByte:
    case IdxType::SignedByte:
        return 1;
    case IdxType::Short:
        return 2;
    case IdxType::Int:
    case IdxType::Float:
        return 4;
    case IdxType::Double:
        return 8;
    }
    return 1;
}

double idxNumber(IdxType type, const std::uint8_t* bytes) {
    switch (type) {
    case IdxType::UnsignedByte:
        return *bytes;
    case IdxType::SignedByte:
        return static_cast<std::int8_t>(*bytes);
    case IdxType::Short:
        return bigEndian<std::uint16_t>(bytes);
    case IdxType::Int:
        return static_cast<std::int32_t>(bigEndian<std::uint32_t>(bytes));
    case IdxType::Float:
        return static_cast<double>(std::bit_cast<float>(bigEndian<std::uint32_t>(bytes)));
    case IdxType::Double:
        return std::bit_cast<double>(bigEndian<std::uint64_t>(bytes));
    }
    return 0;
}

std::string plainNumber(double number, IdxType type) {
    std::array<char, 32> text{};
    char* end = text.data() + text.size();
    return {text.data(), type == IdxType::Float ? std::to_chars(text.data(), end, static_cast<float>(number)).ptr
                                                : std::to_chars(text.data(), end, number).ptr};
}

std::uint64_t IdxHeader::bytes() const { return prologueSize + sizes.size() * sizeBytes; }

std::string IdxHeader::text() const { return shapeOf(*this) + " " + nameOf(type); }

IdxSource::IdxSource(const std::filesystem::path& file)
    : source_(ByteSource::open(file)) {
    readPrologue();
    checkDataSize();
}

void IdxSource::readPrologue() {
    std::array<std::uint8_t, prologueSize> prologue{};
    const std::size_t count = source_->read(prologue);
    if (count == 0)
        throw std::runtime_error("'" + path().string() + "' is empty: fetch or copy it again.");
    if (std::any_of(prologue.begin(), prologue.begin() + 2, [](std::uint8_t byte) { return byte != 0; }))
        refuseForeign(std::span(prologue).first(count));
    if (count < prologueSize)
        throw error(count, "an IDX header of at least " + plural(prologueSize, "byte"), "the end of the file");
    if (prologue[2] == 0 && prologue[3] == 0)
        throw std::runtime_error("'" + path().string() + "' begins with zeros in place of an IDX file's header: it " +
                                 "was not written to its end; fetch or copy it again.");
    if (!isType(prologue[2]))
        throw error(2, "the type of the numbers, 0x08 for unsigned bytes", hexadecimal(prologue[2]));
    if (prologue[3] < 1 || prologue[3] > mostDimensions)
        throw error(3, "from 1 to " + plural(mostDimensions, "dimension"), std::to_string(prologue[3]));
    header_.type = static_cast<IdxType>(prologue[2]);
    readSizes(prologue[3]);
}

void IdxSource::refuseForeign(std::span<const std::uint8_t> prologue) {
    std::array<std::uint8_t, tellingBytes> bytes{};
    std::ranges::copy(prologue, bytes.begin());
    const std::size_t count = prologue.size() + source_->read(std::span(bytes).subspan(prologue.size()));
    const auto beginning = std::span(bytes).first(count);
    std::string kind = foreignKind(beginning);
    if (kind.empty() && isText(beginning))
        kind = "it is text: a table (.csv) is made a data set with unroll data import";
    if (!kind.empty())
        throw std::runtime_error("'" + path().string() + "' is no IDX file; " + kind + ".");
    const std::size_t wrong = bytes[0] != 0 ? 0 : 1;
    throw error(wrong, "0x00, the beginning of an IDX file", hexadecimal(bytes[wrong]));
}

// Of all dimensions, of which none may be 0 and all must fit an int but the first.
void IdxSource::readSizes(std::size_t dimensions) {
    std::array<std::uint8_t, mostDimensions * sizeBytes> bytes{};
    const std::size_t wanted = dimensions * sizeBytes;
    if (const std::size_t count = source_->read(std::span(bytes).first(wanted)); count < wanted)
        throw error(prologueSize + count, "an IDX header of at least " + plural(prologueSize + wanted, "byte"),
                    "the end of the file");
    for (std::size_t i = 0; i < dimensions; ++i) {
        const auto size = bigEndian<std::uint32_t>(bytes.data() + i * sizeBytes);
        const std::uint32_t largest =
            i == 0 ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<int>::max();
        if (size == 0 || size > largest)
            throw error(prologueSize + i * sizeBytes, "a size from 1 to " + std::to_string(largest),
                        std::to_string(size));
        header_.sizes.push_back(size);
    }
}

// The product of the sizes, which the file must be able to hold. A product beyond 64 bits is beyond any file.
void IdxSource::checkDataSize() {
    const std::uint64_t room = maximumSize() - std::min(maximumSize(), header_.bytes());
    const std::size_t each = bytesOf(header_.type);
    std::uint64_t product = each;
    bool fits = product <= room;
    for (const std::uint32_t size : header_.sizes) {
        fits = fits && product <= room / size;
        product *= size;
    }
    if (!fits || (source_->sizeIsExact() && product != room))
        throw error(header_.bytes(),
                    shapeOf(header_) + (each == 1 ? "" : " x " + std::to_string(each)) + " bytes of data",
                    (source_->sizeIsExact() ? "" : "at most ") + plural(room, "byte"));
    dataBytes_ = product;
}

void IdxSource::read(std::span<std::uint8_t> piece) {
    const std::size_t count = source_->read(piece);
    taken_ += count;
    if (count < piece.size())
        throw error(position(), plural(dataBytes_, "byte") + " of data",
                    "the end of the file after " + std::to_string(taken_));
}

void IdxSource::requireEnd() {
    std::uint8_t extra = 0;
    if (source_->read(std::span(&extra, 1)) != 0)
        throw error(position(), "the end of the file", "more bytes");
}

} // namespace unroll
