// unroll inspect: how a trained network comes to its answer for one image.
#pragma once

#include "app/command_line.h"
#include "app/console.h"
#include "engine/data/catalog.h"

namespace unroll {

// Throws std::runtime_error with one sentence when the model or the data can't be read, do not fit each other, or there
// is no image with the index.
ExitStatus runInspect(const InspectOptions& options, Catalog& catalog, const Console& console);

} // namespace unroll
