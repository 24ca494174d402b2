// The floating-point numbers that files of weights hold, little-endian, and as what a network computes with: float.
//
//   F16    sign, 5 bits of exponent, 10 of fraction: IEEE 754's binary16
//   BF16   the upper half of an F32
//   F32    float
//   F64    double
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace unroll {

enum class NumberFormat { F16, BF16, F32, F64 };

// By the name that safetensors gives it; nothing for any other.
std::optional<NumberFormat> numberFormatNamed(std::string_view name);

// Of one number.
std::size_t bytesOf(NumberFormat format);

// Reads as many numbers as `values` has from their bytes. F16 and BF16 are widened exactly, F64 is rounded to the
// nearest float. Returns the index of the first finite number that is too large for any float, where there is one; what
// follows it is not read. Throws std::invalid_argument when there are not that many bytes.
std::optional<std::size_t> readNumbers(NumberFormat format, std::string_view bytes, std::span<float> values);

} // namespace unroll
