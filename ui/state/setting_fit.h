// Settings that fit other data than they were made for.
#pragma once

#include "engine/session/hyperparameters.h"

#include <cstdint>

namespace unroll {

// The set whose images are drawn: the only one that can have fresh ones, and the one that is always there.
inline constexpr const char* drawnData = "digits";
inline constexpr std::int64_t drawnPixels = 28 * 28; // of an image, as MNIST's

// The number of cells nearest to a wanted one, in proportion, that divides an image's pixels; the wanted one as long as
// the pixels are not known (0).
std::int64_t fittingCells(std::int64_t wanted, std::int64_t pixels);

// The setting on the drawn set, which is always there.
Hyperparameters onDrawnData(Hyperparameters setting);

} // namespace unroll
