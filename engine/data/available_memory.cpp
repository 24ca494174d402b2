#include "engine/data/available_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::uint64_t unknown = std::numeric_limits<std::uint64_t>::max();

// "MemAvailable:   12345 kB"
std::uint64_t systemMemory() {
    std::ifstream file("/proc/meminfo");
    for (std::string word; file >> word;)
        if (std::uint64_t kibibytes = 0; word == "MemAvailable:" && file >> kibibytes)
            return kibibytes << 10;
    return unknown;
}

std::optional<std::uint64_t> numberIn(const char* name) {
    std::ifstream file(name);
    std::uint64_t number = 0;
    return file >> number ? std::optional(number) : std::nullopt;
}

// Of what a container has taken: copies of files on the disk, which give way to what is needed.
std::uint64_t cachedFiles() {
    std::ifstream file("/sys/fs/cgroup/memory.stat");
    std::uint64_t sum = 0;
    std::uint64_t bytes = 0;
    for (std::string word; file >> word >> bytes;)
        if (word == "active_file" || word == "inactive_file")
            sum += bytes;
    return sum;
}

// What the container may still take; "max" is no number.
std::uint64_t containerMemory() {
    const auto most = numberIn("/sys/fs/cgroup/memory.max");
    const auto taken = numberIn("/sys/fs/cgroup/memory.current");
    if (!most || !taken)
        return unknown;
    const std::uint64_t bound = *taken - std::min(*taken, cachedFiles());
    return *most - std::min(*most, bound);
}

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

} // namespace

std::uint64_t availableMemory() { return std::min(systemMemory(), containerMemory()); }

void requireMemory(std::uint64_t bytes, const std::filesystem::path& file, const std::string& what,
                   std::uint64_t available) {
    if (bytes > available)
        throw std::runtime_error("'" + file.string() + "' holds " + what + ", which take up to " + mebibytes(bytes) +
                                 " of memory, and " + mebibytes(available) +
                                 " are free: close other programs, or take fewer images.");
}

} // namespace unroll
