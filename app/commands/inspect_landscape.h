// unroll inspect --landscape: the loss of a network on a plane through its weights.
#pragma once

#include "app/commands/inspect.h"
#include "app/loaded_model.h"

namespace unroll {

// Throws std::runtime_error with one sentence when no image is of a class that the network knows, or when the
// trajectory is asked for and the run has kept no epoch but its last.
ExitStatus printLandscape(const LoadedModel& loaded, const InspectOptions& options, const Console& console);

} // namespace unroll
