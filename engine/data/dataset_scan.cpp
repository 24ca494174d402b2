#include "engine/data/dataset_scan.h"

#include <algorithm>

namespace unroll {
namespace {

using Path = std::filesystem::path;

std::string lowerCase(std::string text) {
    for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    return text;
}

} // namespace

bool isFile(const Path& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

const std::vector<FoundFile>& filesOf(const FoundSet& set, DatasetFileRole role) {
    return set[static_cast<std::size_t>(role)];
}

std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder) {
    std::vector<Path> entries;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        entries.push_back(entry->path());
    std::ranges::sort(entries);
    return entries;
}

FoundSets::FoundSets(const std::filesystem::path& folder) {
    for (const Path& entry : entriesOf(folder))
        if (const auto name = parseDatasetFileName(entry.filename().string()))
            take(entry, *name);
    for (auto& [key, set] : sets_)
        for (std::vector<FoundFile>& files : set)
            std::ranges::stable_sort(files, {}, &FoundFile::form);
}

void FoundSets::take(const std::filesystem::path& entry, const DatasetFileName& name) {
    if (isFile(entry))
        return add({entry, name});
    for (const Path& inside : entriesOf(entry)) {
        const auto inner = parseDatasetFileName(inside.filename().string());
        if (inner && inner->role == name.role && lowerCase(inner->set) == lowerCase(name.set) && isFile(inside))
            add({inside, *inner, true});
    }
}

void FoundSets::add(FoundFile file) {
    FoundSet& set = sets_[lowerCase(file.name.set)];
    set[static_cast<std::size_t>(file.name.role)].push_back(std::move(file));
}

std::vector<const FoundSet*> FoundSets::whole() const {
    std::vector<const FoundSet*> whole;
    for (const auto& [key, set] : sets_)
        if (!filesOf(set, DatasetFileRole::TrainImages).empty() && !filesOf(set, DatasetFileRole::TrainLabels).empty())
            whole.push_back(&set);
    return whole;
}

const FoundSet* FoundSets::named(const std::string& set) const {
    const auto found = sets_.find(lowerCase(set));
    return found == sets_.end() ? nullptr : &found->second;
}

} // namespace unroll
