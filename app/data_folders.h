// Where data sets are looked for.
#pragma once

#include <QString>

#include <filesystem>
#include <vector>

namespace unroll {

// $UNROLL_DATA_DIR when it is set, the user's data folder, the system's.
std::vector<std::filesystem::path> dataFolders();

// The user's, into which data sets are fetched; an empty path when there is no home folder.
std::filesystem::path userDataFolder();

// The user's data folder as the network's side takes it; throws std::runtime_error with one sentence for an empty one.
QString fetchFolder(const std::filesystem::path& userFolder);

} // namespace unroll
