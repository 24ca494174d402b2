// Linux' control groups, by which containers and services are given a share of a machine.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unroll {

// The folders of the groups that this process is in and a controller ("cpu", "memory") may limit: its own first, then
// those around it, in version 2 and version 1 of the system's files. They need not exist. Reads the files below `root`.
std::vector<std::filesystem::path> controlGroups(const std::string& controller,
                                                 const std::filesystem::path& root = "/");

} // namespace unroll
