// Images as tables of text, as Kaggle's MNIST and Sign Language MNIST come: a line is an image, its label and then its
// pixels row by row, 0...255.
//
//   label,pixel0,pixel1,...        this line may be missing; one that has a column called label, class, target, digit
//   or 7,0,12,...                     y has the label there, wherever it stands, and otherwise the first column is it
//
// Columns are divided by commas, semicolons or tabs, whichever the first line has most of; a number may stand in
// quotes. Read line by line: memory is taken for the pixels alone.
#pragma once

#include "engine/data/dataset_import.h"

#include <filesystem>

namespace unroll {

// A file with "train" in its name brings the one beside it with "test" in its place as the test images; where there is
// none, or it has no labels, as Kaggle's, a share is held out. Throws std::runtime_error with one sentence: the file,
// the line and column, what was expected and found; a file without labels, or lines of another number of columns.
ImportedDataset readCsvDataset(const std::filesystem::path& file, const DatasetImport& wanted);

} // namespace unroll
