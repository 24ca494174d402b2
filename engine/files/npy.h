// NumPy's file format: writes matrices of float32 (version 1.0), and reads arrays of numbers (versions 1 to 3).
//
//   "\x93NUMPY", the version's two bytes, the header's length in 2 bytes (from version 2 on 4), the header: a Python
//   dictionary with 'descr' ("<f4"), 'fortran_order' and 'shape', and then the numbers without gaps
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unroll {

// The bytes of a .npy file with an array of shape [rows, columns], dtype '<f4', C order; `values` has rows * columns
// numbers, row by row (std::invalid_argument otherwise).
std::string npyBytes(std::int64_t rows, std::int64_t columns, std::span<const float> values);

// An array as it lies in a file.
struct NpyArray {
    char kind = 'u'; // b: truth values, u and i: whole numbers without and with a sign, f: real numbers
    std::size_t itemBytes = 1;
    bool bigEndian = false;
    std::vector<std::int64_t> shape{};
    std::vector<std::int64_t> strides{}; // in numbers: how far the next index of each dimension lies
    std::string_view data{};             // into the bytes that were parsed

    std::int64_t count() const { return static_cast<std::int64_t>(data.size() / itemBytes); }

    // The number at a place of the data, exact but for whole numbers beyond 2^53.
    double at(std::int64_t place) const;
};

// Everything is checked: the header, and that just so many numbers follow as the shape says. Python objects, which only
// running a program out of the file could read, texts and structures are refused. Throws std::runtime_error with one
// sentence that begins with `name`.
NpyArray parseNpy(std::string_view bytes, const std::string& name);

} // namespace unroll
