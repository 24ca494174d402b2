// How many processors a program has to itself.
#pragma once

#include <filesystem>

namespace unroll {

// How many threads the system lets run at once: of the processors, those that this program may run on, and no more than
// its share of their time, of which a container may have a part alone. At least 1. Reads the files below `root`.
int usableProcessors(const std::filesystem::path& root = "/");

} // namespace unroll
