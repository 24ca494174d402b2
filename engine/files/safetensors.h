// The safetensors format. Tensors of F16, BF16 and F64 become float32 (see number_format.h), which alone is written.
//
//   bytes 0...7      N, the header's length, little-endian
//   bytes 8...8+N    JSON: {"__metadata__": {text: text}, name: {"dtype": "F32", "shape": [...], "data_offsets": [a,
//   b]}}
//                    padded with spaces so that N is a multiple of 8
//   the rest         the data section: the tensors' numbers, little-endian, row-major, without gaps; offsets count from
//                    its beginning
#pragma once

#include "engine/session/inspection.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unroll {

struct Safetensors {
    std::vector<NamedTensor> tensors; // in the order of their data
    std::map<std::string, std::string> metadata;

    bool operator==(const Safetensors&) const = default;
};

// The bytes of a file with these tensors, their data in the given order. Throws std::invalid_argument when a shape does
// not fit its values or a name comes twice.
std::string safetensorsBytes(const Safetensors& content);

// Reads them back. Everything is checked: lengths, JSON, types, shapes against offsets, overlaps, gaps, truncated and
// trailing bytes, numbers that no float holds. Values that are not finite are read as they are. Throws
// std::runtime_error with one sentence that begins with `fileName`.
Safetensors parseSafetensors(std::string_view bytes, const std::string& fileName);

// SHA-256, in hexadecimal, of the data section that safetensorsBytes() writes for these tensors. With N from the file's
// first 8 bytes, `tail -c +$((9 + N)) model.safetensors | sha256sum` prints the same.
std::string weightsSha256(std::span<const NamedTensor> tensors);

} // namespace unroll
