// A person's own presets: files of the format of config.json in a folder of theirs, named by what they are called.
#pragma once

#include "ui/state/services.h"

#include <filesystem>

namespace unroll {

// The presets that come with the program and those in the folder; a file that can't be read says why in place of a
// setting.
std::vector<Preset> allPresets(const std::filesystem::path& folder);

// Writes one, in place of one of the same name. Throws std::runtime_error with one sentence for a name that is no
// file's or one that comes with the program, and when the folder can't be written to.
void savePreset(const std::filesystem::path& folder, const std::string& name, const Hyperparameters& setting);

// Removes one, if it is there.
void removePreset(const std::filesystem::path& folder, const std::string& name);

} // namespace unroll
