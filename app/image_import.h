// Makes a data set of picture files: one folder a class, whose name is the class's.
#pragma once

#include "app/import_remarks.h"
#include "engine/data/dataset.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace unroll {

enum class Invert { Auto, Yes, No };

struct ImportOptions {
    std::uint64_t seed = 1;            // of the images' order and of those held out
    std::optional<double> testShare{}; // of every class; as MNIST's when it is not given
    int width = 0;                     // 0: the images' own, or 28 x 28 when they differ
    int height = 0;
    Invert invert = Invert::Auto; // ink is bright in a data set; Auto: when the images' edges are bright
    bool skipUnreadable = false;  // leave out pictures that can't be read
};

// Of an image in pixels.
inline constexpr int largestImportedSide = 4096;

struct ImportedImages {
    Dataset dataset;
    bool scaled = false; // some had another size
    bool inverted = false;
    bool isSplit = false;                // the folders themselves say which images are to test on
    std::vector<ImportRemark> remarks{}; // what a person should know of it
};

// Pictures can't be read, and were not to be left out. what() goes on with what to do at the command line.
class UnreadablePictures : public std::runtime_error {
public:
    explicit UnreadablePictures(const std::string& trouble)
        : std::runtime_error(trouble + " Remove or mend them, or leave them out with --skip-unreadable.")
        , trouble_(trouble) {}

    const std::string& trouble() const { return trouble_; } // one sentence: how many, and which

private:
    std::string trouble_;
};

// The import was given up.
class ImportStopped : public std::runtime_error {
public:
    ImportStopped()
        : std::runtime_error("Interrupted; nothing was written.") {}
};

// Reads pictures of all formats that there are readers for. Classes come in the order of their names, numbers by their
// value. Colours become shades of grey; on a transparent ground, the ink is what is opaque. An image of another size is
// scaled, keeping its proportions, as large as fits, and lies in the middle of its own kind of paper. The images come
// shuffled. Those of a folder for testing beside one for training are the test set, or else a share of all images is.
// Throws std::runtime_error with one sentence: no images, too many classes or names that can't be a class's, pictures
// that can't be read (UnreadablePictures), all of them counted and the first named. Throws ImportStopped soon after
// `stop` is set.
ImportedImages importImages(const std::filesystem::path& folder, const std::string& name, const ImportOptions& options,
                            const std::atomic<bool>* stop = nullptr);

} // namespace unroll
