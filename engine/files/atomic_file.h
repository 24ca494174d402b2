// Writes a file so that a crash or a full disk never leaves half of it under its name.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace unroll {

// Writes `bytes` to a temporary file beside `path`, has the disk take it, and renames it to `path`. Whoever opens
// `path` sees what was there before or all of the new bytes. Throws std::runtime_error with one sentence (what, why,
// what to do); `path` is then as it was and the temporary file is gone.
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

// The same for what is not in memory as a whole: `produce` is called with the function that takes the next bytes. What
// it throws leaves `path` as it was.
using TakeBytes = std::function<void(std::string_view bytes)>;
void writeFileAtomically(const std::filesystem::path& path, const std::function<void(const TakeBytes& take)>& produce);

// Removes the temporary files in a folder whose writers were killed; those of processes that are alive stay.
void removeHalfFiles(const std::filesystem::path& folder);

} // namespace unroll
