#include "engine/data/available_memory.h"

#include "engine/tensor/control_groups.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

using std::filesystem::path;

constexpr std::uint64_t unknown = std::numeric_limits<std::uint64_t>::max();

// "MemAvailable:   12345 kB"
std::uint64_t systemMemory(const path& root) {
    std::ifstream file(root / "proc/meminfo");
    for (std::string word; file >> word;)
        if (std::uint64_t kibibytes = 0; word == "MemAvailable:" && file >> kibibytes)
            return kibibytes << 10;
    return unknown;
}

std::optional<std::uint64_t> numberIn(const path& name) {
    std::ifstream file(name);
    std::uint64_t number = 0;
    return file >> number ? std::optional(number) : std::nullopt;
}

// Of what a group has taken: copies of files on the disk, which give way to what is needed. Version 1 counts those of
// the groups within it under names of their own.
std::uint64_t cachedFiles(const path& group) {
    std::ifstream file(group / "memory.stat");
    std::uint64_t own = 0;
    std::uint64_t total = 0;
    std::uint64_t bytes = 0;
    for (std::string word; file >> word >> bytes;) {
        if (word == "active_file" || word == "inactive_file")
            own += bytes;
        if (word == "total_active_file" || word == "total_inactive_file")
            total += bytes;
    }
    return std::max(own, total);
}

// What the group may still take, in version 2 and version 1; "max" is no number.
std::uint64_t leftIn(const path& group) {
    for (const auto& [limit, usage] :
         {std::pair("memory.max", "memory.current"), std::pair("memory.limit_in_bytes", "memory.usage_in_bytes")}) {
        const auto most = numberIn(group / limit);
        const auto taken = numberIn(group / usage);
        if (!most || !taken)
            continue;
        const std::uint64_t bound = *taken - std::min(*taken, cachedFiles(group));
        return *most - std::min(*most, bound);
    }
    return unknown;
}

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

} // namespace

std::uint64_t availableMemory(const path& root) {
    std::uint64_t available = systemMemory(root);
    for (const path& group : controlGroups("memory", root))
        available = std::min(available, leftIn(group));
    return available;
}

void requireMemory(std::uint64_t bytes, const std::filesystem::path& file, const std::string& what,
                   std::uint64_t available) {
    if (bytes > available)
        throw std::runtime_error("'" + file.string() + "' holds " + what + ", which take up to " + mebibytes(bytes) +
                                 " of memory, and " + mebibytes(available) +
                                 " are free: close other programs, or take fewer images.");
}

} // namespace unroll
