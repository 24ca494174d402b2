#include "engine/data/dataset_files.h"

#include <stdexcept>

namespace unroll {
namespace {

bool isFile(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

// The file of this name, plain or ".gz"; an empty path when there is neither.
std::filesystem::path findFile(const std::filesystem::path& folder, const std::string& name) {
    for (const char* ending : {"", ".gz"})
        if (std::filesystem::path file = folder / (name + ending); isFile(file))
            return file;
    return {};
}

DatasetFiles filesIn(const std::filesystem::path& folder) {
    const std::filesystem::path names = folder / classNamesName;
    return {findFile(folder, trainImagesName), findFile(folder, trainLabelsName), findFile(folder, testImagesName),
            findFile(folder, testLabelsName), isFile(names) ? names : std::filesystem::path()};
}

// A text with the last occurrence of a word replaced; nothing when the word is not in it.
std::optional<std::string> replaced(std::string text, const std::string& word, const std::string& by) {
    const std::size_t place = text.rfind(word);
    if (place == std::string::npos)
        return std::nullopt;
    return text.replace(place, word.size(), by);
}

std::optional<std::string> labelsNameFor(const std::string& imagesName) {
    const auto labels = replaced(imagesName, "images", "labels");
    return labels ? replaced(*labels, "idx3", "idx1").value_or(*labels) : labels;
}

std::vector<std::string> partsOf(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char letter : text) {
        if (letter == ',')
            parts.emplace_back();
        else
            parts.back() += letter;
    }
    return parts;
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
    DatasetFiles files{parts[0], parts[1], {}, {}, {}};
    if (parts.size() == 4) {
        files.testImages = parts[2];
        files.testLabels = parts[3];
    }
    return files;
}

// The files whose names follow from the one of the training images.
DatasetFiles filesLike(const std::filesystem::path& trainImages) {
    const std::filesystem::path folder = trainImages.parent_path();
    const bool gzip = trainImages.extension() == ".gz";
    const std::string name = (gzip ? trainImages.stem() : trainImages.filename()).string();
    const auto labels = labelsNameFor(name);
    DatasetFiles files{trainImages, labels ? findFile(folder, *labels) : "", {}, {}, {}};
    if (files.trainLabels.empty())
        throw std::runtime_error("No file of labels is found for '" + trainImages.string() + "': name both as " +
                                 "IMAGES,LABELS.");
    for (const char* word : {"t10k", "test"}) {
        const auto testName = replaced(name, "train", word);
        if (!testName || !files.testImages.empty())
            continue;
        files.testImages = findFile(folder, *testName);
        files.testLabels = findFile(folder, *labelsNameFor(*testName));
        if (files.testImages.empty() != files.testLabels.empty())
            throw std::runtime_error("'" + folder.string() + "' lacks the file " +
                                     (files.testImages.empty() ? *testName : *labelsNameFor(*testName)) +
                                     " (plain or .gz): a test set has images and labels.");
    }
    return files;
}

} // namespace

std::vector<std::filesystem::path> DatasetFiles::all() const {
    std::vector<std::filesystem::path> files{trainImages, trainLabels, testImages, testLabels, classNames};
    std::erase(files, std::filesystem::path());
    return files;
}

std::optional<DatasetFiles> findDatasetFiles(const std::filesystem::path& folder) {
    const DatasetFiles files = filesIn(folder);
    if (!missingDatasetFiles(folder).empty())
        return std::nullopt;
    return files;
}

std::vector<std::string> missingDatasetFiles(const std::filesystem::path& folder) {
    const DatasetFiles files = filesIn(folder);
    std::vector<std::string> missing;
    if (files.trainImages.empty())
        missing.emplace_back(trainImagesName);
    if (files.trainLabels.empty())
        missing.emplace_back(trainLabelsName);
    if (files.testImages.empty() && !files.testLabels.empty())
        missing.emplace_back(testImagesName);
    if (files.testLabels.empty() && !files.testImages.empty())
        missing.emplace_back(testLabelsName);
    return missing;
}

std::optional<DatasetFiles> namedDatasetFiles(const std::string& text) {
    const bool listed = !isFile(text) && text.find(',') != std::string::npos;
    if (!listed && !isFile(text))
        return std::nullopt;
    DatasetFiles files = listed ? listedFiles(text) : filesLike(text);
    const std::filesystem::path names = files.trainImages.parent_path() / classNamesName;
    if (isFile(names))
        files.classNames = names;
    return files;
}

} // namespace unroll
