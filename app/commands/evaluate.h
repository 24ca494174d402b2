// unroll evaluate: measures a trained network on a data set.
#pragma once

#include "app/command_line.h"
#include "app/console.h"
#include "engine/data/catalog.h"

namespace unroll {

// Looks at all images of the split, whatever limits the training had. Throws std::runtime_error with one sentence when
// the model or the data can't be read, do not fit each other, or the logits can't be written.
ExitStatus runEvaluate(const EvaluateOptions& options, Catalog& catalog, const Console& console);

} // namespace unroll
