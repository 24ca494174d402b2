// unroll inspect --sharpness: the largest eigenvalue of the Hessian of the mean cross-entropy, beside 2 / eta.
#pragma once

#include "app/commands/inspect.h"
#include "app/loaded_model.h"

namespace unroll {

// Of the first images of the split that the network knows the class of. Prints it in words or as JSON.
ExitStatus printSharpness(const LoadedModel& loaded, const InspectOptions& options, const Console& console);

} // namespace unroll
