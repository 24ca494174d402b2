// A run directory: what a finished or stopped run leaves behind.
//
// config.json, metrics.csv, model.safetensors, what else the caller hands in (plots), and last of all summary.json:
// where it lies, the run is complete. checkpoint.safetensors is what the run goes on from; while it trains, that file
// is ahead of the others. Every file appears whole or not at all.
#pragma once

#include "engine/files/checkpoint_file.h"
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

// Writes what a run that still trains leaves behind in case it is killed: checkpoint.safetensors from the record, which
// has a checkpoint, and for those who watch config.json and metrics.csv. Once the checkpoint is written a summary is
// removed. The directory exists. Throws std::runtime_error with one sentence.
void writeRunState(const std::filesystem::path& directory, const RunRecord& record);

// Whether the directory holds all of a run that has ended, as writeRunDirectory() leaves it.
bool isComplete(const std::filesystem::path& directory);

// Reads checkpoint.safetensors; errors as parseCheckpoint(), and a sentence of its own where there is no checkpoint.
SavedRun readCheckpoint(const std::filesystem::path& directory);

// Reads config.json; errors as parseConfig().
RunConfig readRunConfig(const std::filesystem::path& directory);

} // namespace unroll
