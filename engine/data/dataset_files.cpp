#include "engine/data/dataset_files.h"

#include "engine/data/dataset_scan.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

using Path = std::filesystem::path;

bool isDataFolder(const Path& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

std::string fileName(const Path& path) { return path.filename().string(); }

// Of a name alone, the folder that the program runs in.
Path folderOf(const Path& path) { return path.has_parent_path() ? path.parent_path() : Path("."); }

Path classNamesIn(const Path& folder) {
    for (const char* ending : {"", ".gz"})
        if (Path names = folder / (std::string(classNamesName) + ending); isFile(names))
            return names;
    return {};
}

// The first of the files that could be one, or an empty path; the others are its twins.
Path choose(const FoundSet& set, DatasetFileRole role, DatasetFiles& files) {
    const std::vector<FoundFile>& found = filesOf(set, role);
    for (std::size_t i = 1; i < found.size(); ++i)
        files.twins.emplace_back(found.front().path, found[i].path);
    return found.empty() ? Path() : found.front().path;
}

DatasetFiles chosenFrom(const FoundSet& set) {
    DatasetFiles files;
    files.trainImages = choose(set, DatasetFileRole::TrainImages, files);
    files.trainLabels = choose(set, DatasetFileRole::TrainLabels, files);
    files.testImages = choose(set, DatasetFileRole::TestImages, files);
    files.testLabels = choose(set, DatasetFileRole::TestLabels, files);
    return files;
}

// The set that a folder stands for: MNIST's own, or else the only whole one, or else the only one at all.
const FoundSet* theSet(const FoundSets& sets) {
    const std::vector<const FoundSet*> whole = sets.whole();
    const FoundSet* own = sets.named("");
    if (std::ranges::find(whole, own) != whole.end())
        return own;
    if (!whole.empty())
        return whole.size() == 1 ? whole.front() : nullptr;
    return sets.all().size() == 1 ? &sets.all().begin()->second : own;
}

// MNIST's name of a file, for a set that bears a name of its own: "emnist-letters-train-labels-idx1-ubyte".
std::string usualName(const std::string& set, const char* name) { return set.empty() ? name : set + "-" + name; }

std::string nameOf(const FoundSet& set) {
    for (const std::vector<FoundFile>& files : set)
        if (!files.empty())
            return files.front().name.set;
    return {};
}

std::vector<std::string> missingOf(const FoundSet* set) {
    const std::string name = set ? nameOf(*set) : std::string();
    const auto lacks = [&](DatasetFileRole role) { return !set || filesOf(*set, role).empty(); };
    std::vector<std::string> missing;
    if (lacks(DatasetFileRole::TrainImages))
        missing.push_back(usualName(name, trainImagesName));
    if (lacks(DatasetFileRole::TrainLabels))
        missing.push_back(usualName(name, trainLabelsName));
    if (lacks(DatasetFileRole::TestImages) && !lacks(DatasetFileRole::TestLabels))
        missing.push_back(usualName(name, testImagesName));
    if (lacks(DatasetFileRole::TestLabels) && !lacks(DatasetFileRole::TestImages))
        missing.push_back(usualName(name, testLabelsName));
    return missing;
}

// Where the sets of a folder begin: a name that stands for a folder bearing a file's name is that folder's parent.
Path rootOf(const Path& folder) {
    const Path own = folder.has_filename() ? folder : folder.parent_path();
    const bool bearsFilesName = parseDatasetFileName(fileName(own)).has_value();
    return bearsFilesName && FoundSets(own).whole().empty() ? folderOf(own) : own;
}

// The folders below that hold whole sets, down to so many levels.
void collectFolders(const Path& folder, int levels, std::vector<Path>& found) {
    for (const Path& entry : entriesOf(folder)) {
        if (fileName(entry).starts_with('.') || !isDataFolder(entry))
            continue;
        if (!FoundSets(entry).whole().empty())
            found.push_back(entry);
        else if (levels > 1)
            collectFolders(entry, levels - 1, found);
    }
}

std::string listOf(const std::vector<Path>& paths) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(paths.size(), most); ++i)
        text += (i == 0 ? "'" : ", '") + paths[i].string() + "'";
    return paths.size() <= most ? text : text + " and " + std::to_string(paths.size() - most) + " more";
}

[[noreturn]] void refuseSeveral(const Path& folder, const std::vector<Path>& sets) {
    throw std::runtime_error("'" + folder.string() + "' holds " + std::to_string(sets.size()) +
                             " data sets: name one of " + listOf(sets) + ".");
}

std::optional<DatasetFiles> filesIn(const Path& folder) {
    const FoundSets sets(folder);
    const FoundSet* set = theSet(sets);
    if (!missingOf(set).empty())
        return std::nullopt;
    DatasetFiles files = chosenFrom(*set);
    files.classNames = classNamesIn(folder);
    return files;
}

// A text with the last occurrence of a word replaced; nothing when the word is not in it.
std::optional<std::string> replaced(std::string text, const std::string& word, const std::string& by) {
    const std::size_t place = text.rfind(word);
    if (place == std::string::npos)
        return std::nullopt;
    return text.replace(place, word.size(), by);
}

std::vector<std::string> piecesOf(const std::string& text) {
    std::vector<std::string> pieces(1);
    for (const char letter : text) {
        if (letter == ',')
            pieces.emplace_back();
        else
            pieces.back() += letter;
    }
    return pieces;
}

// The listed names. A comma may belong to one of them: pieces that name a file together are one.
std::vector<std::string> partsOf(const std::string& text) {
    const std::vector<std::string> pieces = piecesOf(text);
    std::vector<std::string> parts;
    std::string part;
    for (const std::string& piece : pieces) {
        part += (part.empty() ? "" : ",") + piece;
        if (isFile(part)) {
            parts.push_back(part);
            part.clear();
        }
    }
    return part.empty() ? parts : pieces;
}

DatasetFiles listedFiles(const std::string& text) {
    const std::vector<std::string> parts = partsOf(text);
    if (parts.size() != 2 && parts.size() != 4)
        throw std::runtime_error("'" + text + "' lists " + std::to_string(parts.size()) +
                                 " files: give IMAGES,LABELS or IMAGES,LABELS,TEST-IMAGES,TEST-LABELS.");
    for (const std::string& part : parts)
        if (!isFile(part))
            throw std::runtime_error("There is no file '" + part + "', which '" + text +
                                     "' lists as a data set's: check its name.");
    DatasetFiles files{parts[0], parts[1], {}, {}};
    if (parts.size() == 4) {
        files.testImages = parts[2];
        files.testLabels = parts[3];
    }
    return files;
}

// What is left of a set where a person named one of its files: those of the same form, or all where there are none.
FoundSet likeForm(FoundSet set, const FoundFile& named) {
    for (std::vector<FoundFile>& files : set) {
        const auto alike = [&](const FoundFile& file) { return file.form() == named.form(); };
        if (std::ranges::any_of(files, alike))
            std::erase_if(files, [&](const FoundFile& file) { return !alike(file); });
    }
    return set;
}

// The files beside one of images, when its name tells its set. Test images that are named stand for a set of their own.
std::optional<DatasetFiles> filesBeside(const Path& images) {
    const auto name = parseDatasetFileName(fileName(images));
    if (!name || (name->role != DatasetFileRole::TrainImages && name->role != DatasetFileRole::TestImages))
        return std::nullopt;
    const Path folder = folderOf(images);
    const auto above = parseDatasetFileName(fileName(folder));
    const bool nested = above && above->role == name->role;
    const FoundSets sets(nested ? folderOf(folder) : folder);
    const FoundSet* found = sets.named(name->set);
    if (!found)
        return std::nullopt;
    const FoundSet set = likeForm(*found, {images, *name, nested});
    DatasetFiles files;
    if (name->role == DatasetFileRole::TrainImages) {
        files = chosenFrom(set);
        std::erase_if(files.twins, [&](const auto& twin) { return twin.first == files.trainImages; });
    } else {
        files.trainLabels = choose(set, DatasetFileRole::TestLabels, files);
    }
    files.trainImages = images;
    return files;
}

std::string labelsNameFor(const std::string& imagesName) {
    const auto labels = replaced(imagesName, "images", "labels");
    return labels ? replaced(*labels, "idx3", "idx1").value_or(*labels) : std::string();
}

// The same for a name of a person's own, of which only "images" is replaced.
DatasetFiles filesSpelledLike(const Path& images) {
    const bool gzip = images.extension() == ".gz";
    const std::string labels = labelsNameFor((gzip ? images.stem() : images.filename()).string());
    DatasetFiles files{images, {}, {}, {}};
    for (const char* ending : {"", ".gz"})
        if (const Path file = images.parent_path() / (labels + ending); !labels.empty() && isFile(file)) {
            files.trainLabels = file;
            break;
        }
    return files;
}

DatasetFiles filesLike(const Path& images) {
    DatasetFiles files = filesBeside(images).value_or(DatasetFiles());
    if (files.trainLabels.empty())
        files = filesSpelledLike(images);
    if (files.trainLabels.empty())
        throw std::runtime_error("No file of labels is found for '" + images.string() +
                                 "': name both as IMAGES,LABELS.");
    if (files.testImages.empty() != files.testLabels.empty()) {
        const auto there =
            parseDatasetFileName(fileName(files.testImages.empty() ? files.testLabels : files.testImages));
        const std::string missing = usualName(there->set, files.testImages.empty() ? testImagesName : testLabelsName);
        throw std::runtime_error("'" + images.parent_path().string() + "' lacks the file " + missing +
                                 " (plain or .gz): a test set has images and labels.");
    }
    return files;
}

} // namespace

std::vector<std::filesystem::path> DatasetFiles::all() const {
    std::vector<std::filesystem::path> files{trainImages, trainLabels, testImages, testLabels, classNames};
    for (const auto& twin : twins)
        files.push_back(twin.second);
    std::erase(files, std::filesystem::path());
    return files;
}

std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder) { return filesIn(folder); }

DatasetFiles datasetFilesIn(const std::filesystem::path& named) {
    const Path folder = rootOf(named);
    if (auto files = filesIn(folder))
        return std::move(*files);
    const std::vector<Path> sets = datasetsIn(folder);
    if (sets.size() > 1)
        refuseSeveral(folder, sets);
    if (FoundSets(folder).all().empty()) {
        constexpr int levels = 2;
        std::vector<Path> below;
        collectFolders(folder, levels, below);
        if (below.size() == 1)
            return datasetFilesIn(below.front());
        if (below.size() > 1)
            refuseSeveral(folder, below);
    }
    throw std::runtime_error("'" + named.string() + "' lacks the file " + missingDatasetFiles(folder).front() +
                             " (plain or .gz), which a data set needs.");
}

std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder) {
    const FoundSets sets(folder);
    return missingOf(theSet(sets));
}

std::vector<std::filesystem::path> datasetsIn(const std::filesystem::path& folder) {
    const FoundSets sets(folder);
    std::vector<Path> files;
    for (const FoundSet* set : sets.whole())
        files.push_back(filesOf(*set, DatasetFileRole::TrainImages).front().path);
    return files;
}

std::optional<DatasetFiles> namedDatasetFiles(const std::string& text) {
    const bool listed = !isFile(text) && text.find(',') != std::string::npos;
    if (isDataFolder(text) || (!listed && !isFile(text)))
        return std::nullopt;
    DatasetFiles files = listed ? listedFiles(text) : filesLike(text);
    files.classNames = classNamesIn(files.trainImages.parent_path());
    return files;
}

} // namespace unroll
