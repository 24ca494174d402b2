// The weights at the ends of a run's epochs, in its folder: epochs/K.safetensors for each that is kept, 0 for the
// initial ones.
//
// A file has one tensor, "parameters", the network's block in its layout, and "epoch", "step" and "format" as metadata.
#pragma once

#include "engine/values/snapshot.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace unroll {

// As much as a run's folder may hold of them; more is refused.
inline constexpr std::uint64_t mostPastBytes = std::uint64_t{512} << 20U;

// In place of those that were there. Throws std::runtime_error with one sentence.
void writePastEpochs(const std::filesystem::path& run, std::span<const PastEpoch> past);

// Oldest first; none where the folder has none. Throws std::runtime_error with one sentence that names the file.
std::vector<PastEpoch> readPastEpochs(const std::filesystem::path& run);

} // namespace unroll
