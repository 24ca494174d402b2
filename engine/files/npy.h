// NumPy's file format (version 1.0) for matrices of float32.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace unroll {

// The bytes of a .npy file with an array of shape [rows, columns], dtype '<f4', C order; `values` has rows * columns
// numbers, row by row (std::invalid_argument otherwise).
std::string npyBytes(std::int64_t rows, std::int64_t columns, std::span<const float> values);

} // namespace unroll
