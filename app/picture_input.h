// Pictures from files as a trained network is given them.
#pragma once

#include "app/loaded_model.h"
#include "app/picture_file.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace unroll {

// What images a model reads, as a data set without any: the chosen one's size, its own's, or else a square; the model's
// own classes where it tells them. Throws std::runtime_error with one sentence where none of these is known.
Dataset inputFormat(const TrainedModel& model, const ModelChoice& choice, Catalog& catalog);

// As a command or the window says why a picture gives none: "'three.png' is incomplete."
std::string sentenceAbout(const std::filesystem::path& file, const UnreadablePicture& error);

// The pixels of a picture: prepared as MNIST's digits were (see prepareDigit), or as they are. Throws UnreadablePicture
// when it can't be read, shows no ink, or as it is has another size.
std::vector<std::uint8_t> pixelsFor(const Dataset& format, const std::filesystem::path& file, bool asIs);

} // namespace unroll
