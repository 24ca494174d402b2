// unroll predict: what a trained network says of pictures.
#pragma once

#include "app/command_line.h"
#include "app/console.h"
#include "engine/data/catalog.h"

namespace unroll {

// Answers for every picture that can be read, in their order; then throws std::runtime_error with one sentence that
// names those that can't, or that show no digit. Throws it as well when the model can't be read, or when neither the
// model nor a data set tells the width and height of its images.
ExitStatus runPredict(const PredictOptions& options, Catalog& catalog, const Console& console);

} // namespace unroll
