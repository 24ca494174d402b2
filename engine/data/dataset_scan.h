// Which files in a folder bear the names of data sets' files, and to which sets these belong.
#pragma once

#include "engine/data/dataset_file_name.h"

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace unroll {

struct FoundFile {
    std::filesystem::path path;
    DatasetFileName name;
    bool nested = false; // in a folder that bears its name, as some unpackers leave it

    // Files of one set are usually alike in this. The smallest is preferred: MNIST's own spelling, not packed.
    auto form() const { return std::tuple(nested, name.dotted, name.gzip); }
};

// By role, the files that could be it, the preferred one first.
using FoundSet = std::array<std::vector<FoundFile>, 4>;

const std::vector<FoundFile>& filesOf(const FoundSet& set, DatasetFileRole role);

class FoundSets {
public:
    // None in a folder that is not there or can't be read.
    explicit FoundSets(const std::filesystem::path& folder);

    // By their names in lower case: the one without a name, MNIST's own, comes first.
    const std::map<std::string, FoundSet>& all() const { return sets_; }

    // Those that one can train on.
    std::vector<const FoundSet*> whole() const;

    // The set of this name, in any case of letters, or null.
    const FoundSet* named(const std::string& set) const;

private:
    void take(const std::filesystem::path& entry, const DatasetFileName& name);
    void add(FoundFile file);

    std::map<std::string, FoundSet> sets_;
};

// Whether it is a file that can be looked at; links are followed.
bool isFile(const std::filesystem::path& path);

// What lies in a folder, sorted; nothing where it can't be read.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder);

} // namespace unroll
