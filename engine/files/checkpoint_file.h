// checkpoint.safetensors: all it takes to go on with a run where it stopped, with the same bits.
//
// float32 tensors, each one row and left out where it is empty: "parameters", "optimizer", "start" (see Checkpoint).
// __metadata__: "format"   "unroll checkpoint 1"
//               "config"   the text of config.json
//               "metrics"  the text of metrics.csv, of the finished epochs
//               "epoch", "batch", "step", "updates", ...: where the training stands, numbers as texts
//               "simd"     the vector instructions it was trained with, "AVX-512,AVX2", the last ones last; not in
//                          files of earlier versions
//               "sha256"   of all the rest: of the other metadata sorted by key, each key and text followed
//                          by a byte 0, and of each tensor's name, a byte 0 and its data
#pragma once

#include "engine/files/run_config.h"
#include "engine/files/safetensors.h"
#include "engine/session/checkpoint.h"
#include "engine/session/metrics.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace unroll {

// A run that can go on.
struct SavedRun {
    RunConfig config;
    std::vector<EpochMetrics> epochs; // the finished ones
    Checkpoint checkpoint;

    bool operator==(const SavedRun&) const = default;
};

// The bytes of checkpoint.safetensors.
std::string checkpointBytes(const SavedRun& run);

// Reads them back. Throws std::runtime_error with one sentence that begins with `fileName` for a file that is damaged,
// truncated, no checkpoint, of another format, written by another version of the program, or whose weights are not
// finite though the training did not diverge.
SavedRun parseCheckpoint(std::string_view bytes, const std::string& fileName);

// The SHA-256 that a checkpoint names as its own: of all its metadata but this, and of its tensors.
std::string checkpointDigest(const Safetensors& content);

} // namespace unroll
