// unroll train: trains without a window and writes what came of it.
#pragma once

#include "app/command.h"
#include "app/train_options.h"
#include "app/training_start.h"
#include "engine/files/run_directory.h"
#include "engine/session/session.h"

#include <atomic>
#include <functional>
#include <vector>

namespace unroll {

// What `train` needs from its surroundings.
struct TrainEnvironment {
    SessionFactory makeSession;
    std::function<std::vector<Artefact>(const RunRecord&)> drawPlots; // further files of the run directory
    const std::atomic<bool>& interrupted;
    PixelCount pixelsOf{}; // asked for models whose files do not tell their cells
};

// Returns the exit status: done, diverged or interrupted; in all three cases what was trained is saved, and while it
// trains a checkpoint of it. Throws std::runtime_error with one sentence when data, model or checkpoint can't be read
// or the run can't be written, HyperparameterError when the setting does not fit the data, the model or the run.
ExitStatus runTrain(const TrainOptions& options, const TrainEnvironment& environment, const Console& console);

Command trainCommand();

} // namespace unroll
