// unroll inspect --map: the last hidden states of images in two dimensions.
#pragma once

#include "app/commands/inspect.h"
#include "app/loaded_model.h"

namespace unroll {

// Of the first images of the split that the network knows the class of: where the classes lie, or as JSON every image.
ExitStatus printMap(const LoadedModel& loaded, const InspectOptions& options, const Console& console);

} // namespace unroll
