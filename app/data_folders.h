// Where data sets are looked for.
#pragma once

#include <filesystem>
#include <vector>

namespace unroll {

// $UNROLL_DATA_DIR when it is set, the user's data folder, the system's.
std::vector<std::filesystem::path> dataFolders();

} // namespace unroll
