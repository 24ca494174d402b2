// A run directory: what a finished or stopped run leaves behind.
//
// config.json, metrics.csv, model.safetensors, what else the caller hands in (plots), and last of all summary.json:
// where it lies, the run is complete. Every file appears whole or not at all.
#pragma once

#include "engine/files/run_config.h"
#include "engine/session/session.h"

#include <filesystem>
#include <span>
#include <string>

namespace unroll {

// A further file of a run, "accuracy.png" for example.
struct Artefact {
    std::string name;
    std::string bytes;
};

enum class Overwrite { No, Yes };

// Creates the directory where needed and makes sure that files can be written to it, so that a training does not end at
// a door that was locked all the time. Throws std::runtime_error with one sentence when `directory` is a file, can't be
// written to, or is not empty and Overwrite::Yes is not given.
void prepareRunDirectory(const std::filesystem::path& directory, Overwrite overwrite);

// Writes a run. Checks `directory` as prepareRunDirectory() does; files of an older run are replaced, others are left
// alone. Throws std::runtime_error with one sentence.
void writeRunDirectory(const std::filesystem::path& directory, const RunRecord& record,
                       std::span<const Artefact> artefacts, Overwrite overwrite);

// Reads config.json; errors as parseConfig().
RunConfig readRunConfig(const std::filesystem::path& directory);

} // namespace unroll
