// Images as NumPy's .npz, a zip file of arrays: x_train, y_train, x_test, y_test as Keras' mnist.npz has them, or
// train_images, train_labels, test_images, test_labels (and val_images, val_labels) as MedMNIST.
//
// Images are N x height x width, with one channel or three before or behind it (colours become grey by Rec. 601's
// weights), or lists of pixels: whole numbers 0...255, real numbers 0...1 or 0...255, or truth values. Labels are N, or
// N x 1, whole numbers 0...255. Other arrays are left alone. Nothing in the file is ever run (no pickle).
#pragma once

#include "engine/data/dataset_import.h"

#include <filesystem>

namespace unroll {

// Whether a file begins as zip files do.
bool isZip(const std::filesystem::path& file);

// Without test images a share is held out. What an entry announces is held against the file and the memory there is
// before memory is taken for it. Throws std::runtime_error with one sentence: the file, the array, what is wrong with
// it; or which arrays there are when they are no data set.
ImportedDataset readNpzDataset(const std::filesystem::path& file, const DatasetImport& wanted);

} // namespace unroll
