// Settings that are known to work well, by their names. Each is a file in resources/presets, in the format of a run's
// config.json.
#pragma once

#include "engine/session/hyperparameters.h"

#include <string>
#include <vector>

namespace unroll {

// Sorted.
std::vector<std::string> presetNames();

// What a preset decides: network and training, but not the data, the seed or the threads.
std::vector<const HyperparameterRow*> presetRows();

// Sets these rows; throws UsageError for a name that no preset has.
void applyPreset(const std::string& name, Hyperparameters& hyperparameters);

} // namespace unroll
