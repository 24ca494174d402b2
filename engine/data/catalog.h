// Finds data sets by name or folder and keeps the last one, so that the next training need not load it again.
#pragma once

#include "engine/data/dataset.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace unroll {

class Catalog {
public:
    // `folders` are searched in order for FOLDER/NAME, e.g. $UNROLL_DATA_DIR, the user's data folder, the system's; an
    // empty path, as of a variable that is not set, is left out.
    explicit Catalog(std::vector<std::filesystem::path> folders);

    // The data set for `--data`: "digits" is drawn, a name is looked for in the folders, anything else is a folder or
    // names files (see namedDatasetFiles). The last one is kept and given out again until another is loaded or its
    // files change. Safe to call from any thread. Throws std::runtime_error with one sentence: what, where, what to do.
    // LoadingStopped soon after `stop` is requested; what is asked for next is then loaded from the beginning.
    std::shared_ptr<const Dataset> load(const std::string& nameOrFolder, const std::stop_token& stop = {});

    // The folder a name stands for, or nothing when no folder has its files.
    std::optional<std::filesystem::path> find(const std::string& name) const;

    // "digits" first, then the names found in the folders, sorted.
    std::vector<std::string> names() const;

    // The folders in the folders that hold several sets, so that their name stands for none.
    std::vector<std::filesystem::path> foldersOfSeveral() const;

    // "mnist" when it is found, otherwise "digits".
    std::string defaultName() const;

private:
    // What lies in the folders that are searched.
    std::vector<std::filesystem::path> entries() const;

    // Where to load from; nothing when there is no such folder, or when it is a file.
    std::optional<std::filesystem::path> folderOf(const std::string& nameOrFolder) const;

    // Throws the sentence that says so.
    [[noreturn]] void refuse(const std::string& nameOrFolder) const;

    // The kept data set if it has this key, otherwise a new one in its place.
    std::shared_ptr<const Dataset> keep(const std::string& key, const std::function<Dataset()>& make);

    std::vector<std::filesystem::path> folders_;
    std::mutex mutex_;
    std::string loadedKey_;
    std::shared_ptr<const Dataset> loaded_;
};

} // namespace unroll
