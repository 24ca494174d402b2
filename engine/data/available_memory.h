// How much memory is left, and a refusal of what would not fit: better a sentence than a machine that stands still.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace unroll {

// Bytes that a program can take without others being pushed out to the disk: the system's, or what one of the control
// groups it is in has left, if that is less. Where the system does not tell, the largest number there is. Reads the
// system's files below `root`.
std::uint64_t availableMemory(const std::filesystem::path& root = "/");

// Throws std::runtime_error with one sentence when what a file holds ("60000 x 28 x 28 pixels") takes more memory than
// there is.
void requireMemory(std::uint64_t bytes, const std::filesystem::path& file, const std::string& what,
                   std::uint64_t available = availableMemory());

} // namespace unroll
