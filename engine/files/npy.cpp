#include "engine/files/npy.h"

#include "engine/files/file_error.h"
#include "engine/files/json_guard.h"
#include "engine/files/limits.h"
#include "engine/files/number_format.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace unroll {
namespace {

static_assert(std::endian::native == std::endian::little, "The numbers are written as they lie in memory.");

constexpr std::size_t alignment = 64; // of the data's first byte
constexpr std::size_t preamble = 10;  // magic, version, length of the header
constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t mostDimensions = 32; // NumPy's own limit

// The dictionary at a .npy file's beginning, as NumPy writes it.
class HeaderReader {
public:
    HeaderReader(std::string_view text, const std::string& name)
        : text_(text)
        , name_(name) {}

    // The text behind 'key':, up to wherever the value ends.
    std::string_view valueOf(std::string_view key) const {
        for (const char quote : {'\'', '"'}) {
            const std::string quoted = quote + std::string(key) + quote;
            const std::size_t place = text_.find(quoted);
            if (place == std::string_view::npos)
                continue;
            std::string_view rest = trimmed(text_.substr(place + quoted.size()));
            if (rest.starts_with(':'))
                return trimmed(rest.substr(1));
        }
        refuseFile(name_, "its header has no '" + std::string(key) + "'");
    }

    std::string text(std::string_view key) const {
        const std::string_view value = valueOf(key);
        const std::size_t end = value.empty() ? std::string_view::npos : value.find(value.front(), 1);
        if (value.empty() || (value.front() != '\'' && value.front() != '"') || end == std::string_view::npos)
            refuseFile(name_, "it holds structures (" + shown(value) + "), and plain numbers are expected");
        return std::string(value.substr(1, end - 1));
    }

    bool truth(std::string_view key) const {
        const std::string_view value = valueOf(key);
        if (!value.starts_with("True") && !value.starts_with("False"))
            refuseFile(name_, "'" + std::string(key) + "' is expected to be True or False, not " + shown(value));
        return value.starts_with("True");
    }

    std::vector<std::int64_t> sizes(std::string_view key) const {
        std::string_view value = valueOf(key);
        const std::size_t end = value.find(')');
        if (!value.starts_with('(') || end == std::string_view::npos)
            refuseFile(name_, "'" + std::string(key) + "' is expected to be a tuple, not " + shown(value));
        value = trimmed(value.substr(1, end - 1));
        std::vector<std::int64_t> sizes;
        while (!value.empty()) {
            std::int64_t size = -1;
            const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), size);
            value = trimmed(value.substr(static_cast<std::size_t>(rest - value.data())));
            if (error != std::errc{} || size < 0 || sizes.size() == mostDimensions ||
                !(value.empty() || value.front() == ','))
                refuseFile(name_,
                           "its shape is expected to be at most " + std::to_string(mostDimensions) + " whole numbers");
            sizes.push_back(size);
            value = value.empty() ? value : trimmed(value.substr(1));
        }
        return sizes;
    }

private:
    static std::string_view trimmed(std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t\n");
        return first == std::string_view::npos ? std::string_view()
                                               : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
    }
    static std::string shown(std::string_view value) { return quotable(std::string(value)); }

    std::string_view text_;
    const std::string& name_;
};

// Cuts the header off.
std::string_view takeHeader(std::string_view& bytes, const std::string& name) {
    if (bytes.size() < preamble || !bytes.starts_with(magic))
        refuseFile(name,
                   "it is expected to begin with \"\\x93NUMPY\", a version and the length of a header, and it has " +
                       std::to_string(bytes.size()) + " bytes" +
                       (bytes.starts_with(magic) ? "" : " that begin otherwise"));
    const auto byteAt = [bytes](std::size_t i) { return std::size_t{static_cast<unsigned char>(bytes[i])}; };
    const std::size_t version = byteAt(magic.size());
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    if (version < 1 || version > 3)
        refuseFile(name, "its format's version is " + std::to_string(version) + ", and 1, 2 and 3 can be read");
    const std::size_t begin = magic.size() + 2 + lengthBytes;
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthBytes && bytes.size() >= begin; ++i)
        length |= byteAt(begin - lengthBytes + i) << (8 * i);
    if (bytes.size() < begin || length > bytes.size() - begin)
        refuseFile(name, "it ends within its header");
    if (length > mostNpyHeaderBytes)
        refuseFile(name, "its header has " + std::to_string(length) + " bytes, and " +
                             std::to_string(mostNpyHeaderBytes) + " are the most there can be");
    const std::string_view header = bytes.substr(begin, length);
    bytes.remove_prefix(begin + length);
    return header;
}

// "<f4": the order of the bytes, the kind, and how many bytes a number has.
void takeType(NpyArray& array, const std::string& type, const std::string& name) {
    if (type.find('O') != std::string::npos)
        refuseFile(name,
                   "it holds Python objects, which only running a program out of the file could read: save it as an "
                   "array of numbers");
    const std::string_view orders = "<>|=";
    const bool hasOrder = !type.empty() && orders.find(type.front()) != std::string_view::npos;
    const std::string plain = hasOrder ? type.substr(1) : type;
    constexpr std::array<std::string_view, 12> known{"b1", "u1", "u2", "u4", "u8", "i1",
                                                     "i2", "i4", "i8", "f2", "f4", "f8"};
    if (std::ranges::find(known, plain) == known.end())
        refuseFile(name, "it is of type '" + quotable(type) +
                             "', and truth values, whole numbers and real numbers of up to 8 "
                             "bytes can be read");
    array.kind = plain.front();
    array.itemBytes = static_cast<std::size_t>(plain.back() - '0');
    array.bigEndian = type.front() == '>';
}

// Refuses what is not just as long as the shape says.
void takeShape(NpyArray& array, std::vector<std::int64_t> shape, bool fortranOrder, const std::string& name) {
    const auto elements = static_cast<std::int64_t>(array.data.size() / array.itemBytes);
    array.strides.resize(shape.size());
    std::int64_t product = 1;
    bool fits = true;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::size_t dimension = fortranOrder ? i : shape.size() - 1 - i;
        array.strides[dimension] = product;
        fits = fits && !__builtin_mul_overflow(product, shape[dimension], &product);
    }
    if (!fits || product != elements || array.data.size() % array.itemBytes != 0)
        refuseFile(name,
                   "its shape does not fit the " + std::to_string(array.data.size()) + " bytes of numbers that follow");
    array.shape = std::move(shape);
}

template <typename Number>
Number bitsAt(const char* bytes, bool bigEndian) {
    std::array<char, sizeof(Number)> turned;
    std::memcpy(turned.data(), bytes, sizeof(Number));
    if (bigEndian)
        std::ranges::reverse(turned);
    return std::bit_cast<Number>(turned);
}

} // namespace

std::string npyBytes(std::int64_t rows, std::int64_t columns, std::span<const float> values) {
    if (rows < 0 || columns < 0 || static_cast<std::int64_t>(values.size()) != rows * columns)
        throw std::invalid_argument("npyBytes: " + std::to_string(values.size()) + " values do not fill " +
                                    std::to_string(rows) + " x " + std::to_string(columns) + ".");
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                         std::to_string(columns) + "), }";
    const std::size_t unpadded = preamble + header.size() + 1;
    header.append((alignment - unpadded % alignment) % alignment, ' ');
    header += '\n';

    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xFF);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return bytes;
}

double NpyArray::at(std::int64_t place) const {
    const char* const bytes = data.data() + static_cast<std::size_t>(place) * itemBytes;
    const auto as = [&](auto number) { return static_cast<double>(bitsAt<decltype(number)>(bytes, bigEndian)); };
    if (kind == 'f' && itemBytes == 2) {
        float value = 0;
        const auto half = bitsAt<std::uint16_t>(bytes, bigEndian);
        readNumbers(NumberFormat::F16, {reinterpret_cast<const char*>(&half), sizeof half}, {&value, 1});
        return static_cast<double>(value);
    }
    if (kind == 'f')
        return itemBytes == 4 ? as(float{}) : as(double{});
    if (kind == 'b')
        return *bytes != 0 ? 1 : 0;
    const bool isSigned = kind == 'i';
    switch (itemBytes) {
    case 1:
        return isSigned ? as(std::int8_t{}) : as(std::uint8_t{});
    case 2:
        return isSigned ? as(std::int16_t{}) : as(std::uint16_t{});
    case 4:
        return isSigned ? as(std::int32_t{}) : as(std::uint32_t{});
    default:
        return isSigned ? as(std::int64_t{}) : as(std::uint64_t{});
    }
}

NpyArray parseNpy(std::string_view bytes, const std::string& name) {
    const HeaderReader header(takeHeader(bytes, name), name);
    NpyArray array;
    takeType(array, header.text("descr"), name);
    array.data = bytes;
    takeShape(array, header.sizes("shape"), header.truth("fortran_order"), name);
    return array;
}

} // namespace unroll
