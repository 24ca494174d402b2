// Reads data sets from their files and writes them as a folder.
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/dataset_files.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace unroll {

// Whether the images lie in memory one after the other, or packed where that takes less: MNIST a third.
enum class Storage { Plain, Packed };

// The number of classes is that of the classes' names, or without names that of the labels (see class_labels.h).
// Without test files a share of the training images is held out (see held_out.h). Throws std::runtime_error with one
// sentence when a file is missing or damaged, when the files do not belong together, or when two files that could each
// be the same one hold different bytes. Throws LoadingStopped within an image once `stop` is requested, where images
// are packed.
Dataset loadDataset(const DatasetFiles& files, const std::string& name, Storage storage = Storage::Plain,
                    const std::stop_token& stop = {});

// The same for the files in a folder (see datasetFilesIn).
Dataset loadDatasetFolder(const std::filesystem::path& folder, const std::string& name,
                          Storage storage = Storage::Plain, const std::stop_token& stop = {});

enum class Compression { None, Gzip };

// Writes the four files, and classes.txt when the classes have names, into a folder, which is made when it is not
// there. Throws std::runtime_error with one sentence.
void saveDatasetFolder(const Dataset& dataset, const std::filesystem::path& folder, Compression compression);

} // namespace unroll
