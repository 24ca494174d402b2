// A training's progress on standard error: a bar on a terminal, one line an epoch elsewhere.
#pragma once

#include "app/console.h"
#include "app/training_loop.h"

#include <memory>

namespace unroll {

// Progress of a training with these hyperparameters. The bar vanishes with the object.
std::unique_ptr<TrainingListener> makeProgress(const Console& console, bool quiet,
                                               const Hyperparameters& hyperparameters, const SessionInfo& info);

} // namespace unroll
