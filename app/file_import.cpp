#include "app/file_import.h"

#include "engine/data/csv_dataset.h"
#include "engine/data/npz_dataset.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

namespace unroll {
namespace {

// Whether a file begins with what no text holds.
bool isBinary(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 1024> first{};
    stream.read(first.data(), first.size());
    const std::string_view begin(first.data(), static_cast<std::size_t>(stream.gcount()));
    return begin.find('\0') != std::string_view::npos;
}

} // namespace

ImportedDataset importDatasetFile(const std::filesystem::path& file, const std::string& name,
                                  const ImportOptions& options) {
    const DatasetImport wanted{name, options.width, options.height, options.testShare.value_or(heldOutShare),
                               options.seed};
    const bool zip = isZip(file);
    if (!zip && isBinary(file))
        throw std::runtime_error(
            "'" + file.string() +
            "' is neither a table of text (.csv) nor NumPy's arrays (.npz): "
            "give one of these, or a folder with the images of each class in a folder of its own.");
    ImportedDataset imported = zip ? readNpzDataset(file, wanted) : readCsvDataset(file, wanted);
    if (options.invert == Invert::Yes)
        for (ImageSet* set : {&imported.dataset.train, &imported.dataset.test})
            for (std::uint8_t& pixel : set->pixels)
                pixel = static_cast<std::uint8_t>(255 - pixel);
    return imported;
}

} // namespace unroll
