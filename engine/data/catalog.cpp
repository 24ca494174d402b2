#include "engine/data/catalog.h"

#include "engine/data/dataset_file_name.h"
#include "engine/data/dataset_folder.h"
#include "engine/data/digit_generator.h"
#include "engine/tensor/processors.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace unroll {

namespace {

constexpr const char* builtIn = "digits";
constexpr const char* preferred = "mnist";

// Names have no slash; "." and ".." are folders.
bool isName(const std::string& text) {
    return !text.empty() && text != "." && text != ".." && text.find('/') == std::string::npos;
}

std::string joined(const std::vector<std::filesystem::path>& folders) {
    std::string text;
    for (const std::filesystem::path& folder : folders) {
        text += (text.empty() ? "" : ", ") + folder.string();
    }
    return text;
}

// "mnist" for "/data/mnist" and "/data/mnist/".
std::string folderName(const std::filesystem::path& folder) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(folder, error).lexically_normal();
    const std::filesystem::path name =
        absolute.has_filename() ? absolute.filename() : absolute.parent_path().filename();
    return name.empty() ? folder.string() : name.string();
}

bool isFolder(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

// Changes when one of the files is replaced, so that a data set that was written anew is loaded anew.
std::string fingerprint(const DatasetFiles& files) {
    std::string text;
    for (const auto& file : files.all()) {
        std::error_code error;
        const auto written = std::filesystem::last_write_time(file, error).time_since_epoch().count();
        text += '\n' + file.string() + ' ' + std::to_string(std::filesystem::file_size(file, error)) + ' ' +
                std::to_string(written);
    }
    return text;
}

// "emnist-letters" for "/data/emnist-letters-train-images-idx3-ubyte.gz", and the folder's name where the file's says
// no more than that it holds training images.
std::string nameOf(const DatasetFiles& files) {
    const std::string file = files.trainImages.filename().string();
    const auto parsed = parseDatasetFileName(file);
    std::string name = parsed ? parsed->set : file.substr(0, file.find("images"));
    while (name.ends_with('-') || name.ends_with('_') || name.ends_with('.')) {
        name.pop_back();
    }
    const std::filesystem::path folder = files.trainImages.parent_path();
    return !name.empty() ? name : folderName(folder.empty() ? "." : folder);
}

} // namespace

Catalog::Catalog(std::vector<std::filesystem::path> folders)
    : folders_(std::move(folders)) {
    std::erase(folders_, std::filesystem::path());
}

std::shared_ptr<const Dataset> Catalog::load(const std::string& nameOrFolder, const std::stop_token& stop) {
    const std::lock_guard lock(mutex_);
    if (nameOrFolder == builtIn) {
        return keep(builtIn, [&stop] {
            Dataset digits = generateDigits({.threads = usableProcessors(), .stop = stop});
            digits.train.pack();
            digits.test.pack();
            return digits;
        });
    }
    const std::optional<std::filesystem::path> folder = folderOf(nameOrFolder);
    const auto named = folder ? std::nullopt : namedDatasetFiles(nameOrFolder);
    if (!folder && !named)
        refuse(nameOrFolder);
    const DatasetFiles files = folder ? datasetFilesIn(*folder) : *named;
    const std::string name = folder ? folderName(*folder) : nameOf(files);
    return keep((folder ? folder->string() : "") + fingerprint(files),
                [&] { return loadDataset(files, name, Storage::Packed, stop); });
}

std::shared_ptr<const Dataset> Catalog::keep(const std::string& key, const std::function<Dataset()>& make) {
    if (key != loadedKey_) {
        loadedKey_.clear();
        loaded_.reset(); // before the next one takes its memory
        loaded_ = std::make_shared<const Dataset>(make());
        loadedKey_ = key;
    }
    return loaded_;
}

// A name that is found comes first, then what lies at that path; last a name whose folder is incomplete, which loading
// it explains.
std::optional<std::filesystem::path> Catalog::folderOf(const std::string& nameOrFolder) const {
    if (const auto folder = find(nameOrFolder))
        return folder;
    std::error_code error;
    if (std::filesystem::is_regular_file(nameOrFolder, error))
        return std::nullopt;
    if (isFolder(nameOrFolder))
        return nameOrFolder;
    for (const std::filesystem::path& folder : folders_)
        if (isName(nameOrFolder) && isFolder(folder / nameOrFolder))
            return folder / nameOrFolder;
    return std::nullopt;
}

void Catalog::refuse(const std::string& nameOrFolder) const {
    if (!isName(nameOrFolder))
        throw std::runtime_error("There is no folder '" + nameOrFolder +
                                 "': give the folder of the IDX files, or use --data digits.");
    const std::string where = folders_.empty() ? "has no folder to be looked for in" : "is not in " + joined(folders_);
    throw std::runtime_error("Data set '" + nameOrFolder + "' " + where +
                             ": set UNROLL_DATA_DIR to the folder that holds " + nameOrFolder +
                             "/, or use --data digits.");
}

std::optional<std::filesystem::path> Catalog::find(const std::string& name) const {
    if (!isName(name)) {
        return std::nullopt;
    }
    for (const std::filesystem::path& folder : folders_) {
        if (findDatasetFiles(folder / name)) {
            return folder / name;
        }
    }
    return std::nullopt;
}

std::vector<std::filesystem::path> Catalog::entries() const {
    std::vector<std::filesystem::path> entries;
    for (const std::filesystem::path& folder : folders_) {
        std::error_code error;
        for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            entries.push_back(entry->path());
        }
    }
    return entries;
}

std::vector<std::string> Catalog::names() const {
    std::set<std::string> found;
    for (const std::filesystem::path& entry : entries()) {
        if (findDatasetFiles(entry)) {
            found.insert(entry.filename().string());
        }
    }
    found.erase(builtIn);
    std::vector<std::string> names = {builtIn};
    names.insert(names.end(), found.begin(), found.end());
    return names;
}

std::vector<std::filesystem::path> Catalog::foldersOfSeveral() const {
    std::vector<std::filesystem::path> folders;
    for (const std::filesystem::path& entry : entries())
        if (!findDatasetFiles(entry) && datasetsIn(entry).size() > 1)
            folders.push_back(entry);
    std::ranges::sort(folders);
    return folders;
}

std::string Catalog::defaultName() const { return find(preferred) ? preferred : builtIn; }

} // namespace unroll
