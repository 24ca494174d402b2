// Reads whole files.
#pragma once

#include <filesystem>
#include <string>

namespace unroll {

// All bytes of a file. Throws std::runtime_error with one sentence: what can't be read and why.
std::string readFile(const std::filesystem::path& path);

} // namespace unroll
