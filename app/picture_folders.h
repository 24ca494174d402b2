// Where the pictures of a data set lie: one folder a class, in one folder, or in one folder each for training and
// testing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unroll {

// A folder whose name is the class's, or a part of it.
struct ClassFolder {
    std::string name;
    std::filesystem::path path;
    bool isTest = false;                      // of the part to test on
    std::vector<std::filesystem::path> files; // in the order of their names; not what is hidden
};

struct PictureFolders {
    std::filesystem::path root;       // below which names are told
    std::vector<ClassFolder> classes; // in the order of their names, numbers by their value, the training's first
    bool isSplit = false;             // there are two parts
    std::vector<std::string> leftOut; // files and folders that belong to no class, as seen from the root

    // "a/1.png" for a file below the root.
    std::string shortName(const std::filesystem::path& file) const;
};

// A folder within which there is nothing but one folder of folders is passed through, as archives unpack. Parts are
// known by their names: train, training; test, testing; or for want of those val, valid, validation. Throws
// std::runtime_error with one sentence when there is no such folder.
PictureFolders findPictures(const std::filesystem::path& source);

// Numbers by their value and before other names.
bool numberedLess(const std::string& a, const std::string& b);

} // namespace unroll
