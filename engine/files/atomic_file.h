// Writes a file so that a crash or a full disk never leaves half of it under its name.
#pragma once

#include <filesystem>
#include <string_view>

namespace unroll {

// Writes `bytes` to a temporary file beside `path`, has the disk take it, and renames it to `path`. Whoever opens
// `path` sees what was there before or all of the new bytes. Throws std::runtime_error with one sentence (what, why,
// what to do); `path` is then as it was and the temporary file is gone.
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

// Removes the temporary files in a folder whose writers were killed; those of processes that are alive stay.
void removeHalfFiles(const std::filesystem::path& folder);

} // namespace unroll
