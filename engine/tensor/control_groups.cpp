#include "engine/tensor/control_groups.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace unroll {
namespace {

using std::filesystem::path;

// Whether "cpu,cpuacct" names it; version 2 names none, for all groups have all controllers.
bool lists(const std::string& controllers, const std::string& controller) {
    std::istringstream names(controllers);
    for (std::string name; std::getline(names, name, ',');)
        if (name == controller)
            return true;
    return controllers.empty();
}

// A group's folder below the one where groups are mounted, and those around it. In a container the group may bear its
// name outside, while the container's own is mounted as the outermost.
void addWithParents(std::vector<path>& folders, const path& mounted, const path& group) {
    for (path inner = group.relative_path(); !inner.empty(); inner = inner.parent_path())
        folders.push_back(mounted / inner);
    folders.push_back(mounted);
}

} // namespace

std::vector<path> controlGroups(const std::string& controller, const path& root) {
    std::vector<path> folders;
    const path mounted = root / "sys/fs/cgroup";
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) { // "4:cpu,cpuacct:/group", "0::/group"
        std::istringstream fields(line);
        std::string hierarchy;
        std::string controllers;
        std::string group;
        if (std::getline(fields, hierarchy, ':') && std::getline(fields, controllers, ':') &&
            std::getline(fields, group) && lists(controllers, controller))
            addWithParents(folders, controllers.empty() ? mounted : mounted / controller, group);
    }
    return folders;
}

} // namespace unroll
