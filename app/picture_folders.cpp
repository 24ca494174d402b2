#include "app/picture_folders.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <system_error>

namespace unroll {
namespace {

namespace fs = std::filesystem;

struct Listing {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
};

// What archives and file servers add beside the pictures.
bool isRubbish(const fs::path& path) { return path.filename() == "__MACOSX" || path.filename() == "@eaDir"; }

// What is in a folder and not hidden, sorted.
Listing listed(const fs::path& folder) {
    Listing listing;
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    while (!error && entries != fs::directory_iterator()) {
        const fs::path path = entries->path();
        std::error_code ignored; // of a link that leads nowhere
        if (!path.filename().string().starts_with('.') && !isRubbish(path))
            (fs::is_directory(path, ignored) ? listing.folders : listing.files).push_back(path);
        entries.increment(error);
    }
    if (error)
        throw std::runtime_error("The folder '" + folder.string() + "' can't be read: " + error.message() + ".");
    std::ranges::sort(listing.files);
    std::ranges::sort(listing.folders, [](const fs::path& a, const fs::path& b) {
        return numberedLess(a.filename().string(), b.filename().string());
    });
    return listing;
}

// The folder itself, or the only one within, as long as that holds folders and no files.
fs::path withinWrappers(fs::path folder) {
    for (;;) {
        const Listing listing = listed(folder);
        if (!listing.files.empty() || listing.folders.size() != 1)
            return folder;
        const Listing inner = listed(listing.folders.front());
        if (!inner.files.empty() || inner.folders.empty())
            return folder;
        folder = listing.folders.front();
    }
}

std::string lowercase(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// A part holds classes: at least two folders with something in them.
bool isPart(const fs::path& folder) {
    const auto classes = std::ranges::count_if(listed(folder).folders,
                                               [](const fs::path& inner) { return !listed(inner).files.empty(); });
    return classes >= 2;
}

std::optional<fs::path> partNamed(std::span<const fs::path> folders, std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (const fs::path& folder : folders)
            if (lowercase(folder.filename().string()) == name && isPart(folder))
                return folder;
    return std::nullopt;
}

// Adds the classes within a folder; what else lies there belongs to none.
void addClasses(PictureFolders& found, const fs::path& folder, bool isTest) {
    const Listing listing = listed(folder);
    for (const fs::path& file : listing.files)
        found.leftOut.push_back(found.shortName(file));
    for (const fs::path& inner : listing.folders) {
        Listing content = listed(inner);
        for (const fs::path& deeper : content.folders)
            found.leftOut.push_back(found.shortName(deeper));
        found.classes.push_back({inner.filename().string(), inner, isTest, std::move(content.files)});
    }
}

std::optional<std::uint64_t> numberOf(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

bool numberedLess(const std::string& a, const std::string& b) {
    const auto left = numberOf(a);
    const auto right = numberOf(b);
    if (left && right && *left != *right)
        return *left < *right;
    return left.has_value() != right.has_value() ? left.has_value() : a < b;
}

std::string PictureFolders::shortName(const fs::path& file) const { return file.lexically_relative(root).string(); }

PictureFolders findPictures(const fs::path& source) {
    std::error_code error;
    if (!fs::exists(source, error))
        throw std::runtime_error("There is no folder '" + source.string() +
                                 "': give one that holds the pictures of each class in a folder of its own.");
    if (!fs::is_directory(source, error))
        throw std::runtime_error(
            "'" + source.string() +
            "' is no folder: give one that holds the pictures of each class in a folder of its own.");
    PictureFolders found;
    found.root = withinWrappers(source);
    const Listing listing = listed(found.root);
    const auto train = partNamed(listing.folders, {"train", "training", "trainset", "trainingset"});
    const auto test = partNamed(listing.folders, {"test", "testing", "testset", "t10k", "val", "valid", "validation"});
    if (!train) {
        addClasses(found, found.root, false);
        return found;
    }
    for (const std::vector<fs::path>& beside : {listing.files, listing.folders})
        for (const fs::path& path : beside)
            if (path != *train && (!test || path != *test))
                found.leftOut.push_back(found.shortName(path));
    addClasses(found, *train, false);
    if (test)
        addClasses(found, *test, true);
    found.isSplit = test.has_value();
    return found;
}

} // namespace unroll
