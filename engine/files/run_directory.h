// A run directory: what a finished or stopped run leaves behind.
//
// config.json, metrics.csv, model.safetensors, what else the caller hands in (plots), and last of all summary.json:
// where it lies, the run is complete. Every file appears whole or not at all.
#pragma once

#include "engine/files/run_config.h"
#include "engine/session/session.h"

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>

namespace unroll {

// A further file of a run, "accuracy.png" for example.
struct Artefact {
    std::string name;
    std::string bytes;
};

enum class Overwrite { No, Yes };

// The directory has files in it and Overwrite::Yes was not given.
class DirectoryNotEmpty : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Creates the directory where needed and makes sure that files can be written to it, so that a training does not end at
// a door that was locked all the time. Throws DirectoryNotEmpty, or std::runtime_error when `directory` is a file or
// can't be written to; the message is one sentence.
void prepareRunDirectory(const std::filesystem::path& directory, Overwrite overwrite);

// Writes a run. Checks `directory` as prepareRunDirectory() does; files of an older run are replaced, others are left
// alone. Throws std::runtime_error with one sentence.
void writeRunDirectory(const std::filesystem::path& directory, const RunRecord& record,
                       std::span<const Artefact> artefacts, Overwrite overwrite);

// Reads config.json; errors as parseConfig().
RunConfig readRunConfig(const std::filesystem::path& directory);

} // namespace unroll
