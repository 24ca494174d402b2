#include "engine/files/npy.h"

#include <bit>
#include <stdexcept>

namespace unroll {
namespace {

static_assert(std::endian::native == std::endian::little, "The numbers are written as they lie in memory.");

constexpr std::size_t alignment = 64; // of the data's first byte
constexpr std::size_t preamble = 10;  // magic, version, length of the header

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

} // namespace unroll
