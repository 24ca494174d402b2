// unroll inspect --check: the gradient of a network held against differences of its loss.
#pragma once

#include "app/console.h"
#include "app/loaded_model.h"

namespace unroll {

// Prints the check on the images, in words or as JSON. The status says whether every gradient is right: one that is not
// is exitFailed, and the last line names it.
ExitStatus printCheck(const LoadedModel& loaded, const ImageSet& images, bool asJson, const Console& console);

} // namespace unroll
