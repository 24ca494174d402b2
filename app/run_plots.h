// A run's plots as files, drawn without a display.
#pragma once

#include "engine/files/run_directory.h"

#include <vector>

namespace unroll {

// accuracy.png and loss.png. Starts an application on Qt's offscreen platform when none runs yet, so that a command
// pays for it only when it draws.
std::vector<Artefact> drawRunPlots(const RunRecord& record);

} // namespace unroll
