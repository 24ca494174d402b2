#include "engine/files/number_format.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace unroll {
namespace {

static_assert(std::endian::native == std::endian::little, "The numbers are read as they lie in the file.");

template <typename Number>
Number numberAt(std::string_view bytes, std::size_t index) {
    Number number;
    std::memcpy(&number, bytes.data() + index * sizeof(Number), sizeof(Number));
    return number;
}

// A number without the leading 1 of the others is a multiple of 2^-24. Infinity and NaN have all bits of the exponent.
float widened(std::uint16_t half) {
    constexpr std::uint32_t exponents = 0x1F;
    const std::uint32_t sign = (half & 0x8000U) << 16;
    const std::uint32_t exponent = half >> 10 & exponents;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0)
        return std::copysign(static_cast<float>(fraction) * 0x1p-24F, std::bit_cast<float>(sign));
    const std::uint32_t wide = exponent == exponents ? 0xFF : exponent + 127 - 15;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

// Whether a float holds it, but for rounding.
bool narrow(double number, float& value) {
    // Half a step beyond the largest float is rounded to it; C++ leaves the cast open from there on.
    constexpr double beyond = 0x1.ffffffp127;
    if (std::isfinite(number) && std::abs(number) >= beyond)
        return false;
    value = static_cast<float>(number);
    return true;
}

float upperHalf(std::uint16_t half) { return std::bit_cast<float>(std::uint32_t{half} << 16); }

} // namespace

std::optional<NumberFormat> numberFormatNamed(std::string_view name) {
    if (name == "F16")
        return NumberFormat::F16;
    if (name == "BF16")
        return NumberFormat::BF16;
    if (name == "F32")
        return NumberFormat::F32;
    if (name == "F64")
        return NumberFormat::F64;
    return std::nullopt;
}

std::size_t bytesOf(NumberFormat format) {
    switch (format) {
    case NumberFormat::F16:
    case NumberFormat::BF16:
        return sizeof(std::uint16_t);
    case NumberFormat::F32:
        return sizeof(float);
    case NumberFormat::F64:
        return sizeof(double);
    }
    throw std::logic_error("A number format is missing.");
}

std::optional<std::size_t> readNumbers(NumberFormat format, std::string_view bytes, std::span<float> values) {
    if (bytes.size() != values.size() * bytesOf(format))
        throw std::invalid_argument("readNumbers: the bytes are not those of so many numbers.");
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (format == NumberFormat::F16)
            values[i] = widened(numberAt<std::uint16_t>(bytes, i));
        else if (format == NumberFormat::BF16)
            values[i] = upperHalf(numberAt<std::uint16_t>(bytes, i));
        else if (format == NumberFormat::F32)
            std::memcpy(&values[i], bytes.data() + i * sizeof(float), sizeof(float)); // a NaN keeps its bits
        else if (!narrow(numberAt<double>(bytes, i), values[i]))
            return i;
    }
    return std::nullopt;
}

} // namespace unroll
