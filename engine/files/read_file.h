// A whole file's bytes.
#pragma once

#include "engine/files/limits.h"

#include <filesystem>
#include <string>

namespace unroll {

// Throws std::runtime_error with one sentence (which file, why) when it can't be read or has more bytes than that.
std::string readFile(const std::filesystem::path& path, std::uint64_t mostBytes = mostModelBytes);

} // namespace unroll
