// Makes a data set of a file that holds one: a table of text (.csv) or NumPy's arrays (.npz).
#pragma once

#include "app/image_import.h"
#include "engine/data/dataset_import.h"

#include <filesystem>
#include <string>

namespace unroll {

// What the file is its content says, not its name. Of the options Invert::Yes makes what is bright dark: the numbers of
// a file mean what they say, and nothing is guessed. Throws std::runtime_error with one sentence.
ImportedDataset importDatasetFile(const std::filesystem::path& file, const std::string& name,
                                  const ImportOptions& options);

} // namespace unroll
