// Writes a file of bytes, plain or gzip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace unroll {

// Writes a header and what follows it, compressed when the name ends in ".gz"; whole or not at all (see atomic_file.h).
// Throws std::runtime_error with one sentence.
void writeFile(const std::filesystem::path& file, std::span<const std::uint8_t> header,
               std::span<const std::uint8_t> data);

} // namespace unroll
