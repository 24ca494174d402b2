// Reads a run directory back as the record it was written from.
//
// What the files do not tell is left at its default: the test images, and how wide an image is: it is given as a square
// where its pixels make one, and otherwise as one row.
#pragma once

#include "engine/session/session.h"

#include <filesystem>

namespace unroll {

// A directory without summary.json is that of a run that was killed: it is Interrupted, and has no weights but those of
// its checkpoint. A finished run's checkpoint of another version of the program is left out: it can't go on with the
// same bits. Throws std::runtime_error with one sentence that names the file when the directory holds no run, or a file
// of it can't be read, is damaged, belongs to another run, or has weights that are not finite though it did not
// diverge.
RunRecord readRun(const std::filesystem::path& directory);

} // namespace unroll
