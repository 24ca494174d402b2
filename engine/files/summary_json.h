// summary.json: what came out of a run.
//
// Fields: epochs (finished ones), train_seconds, load_seconds, train_accuracy, test_accuracy, train_loss, test_loss (of
// the last epoch), allocated_bytes (training), setup_bytes, parameters, samples_per_second (over the whole training),
// threads, simd, seed, weights_sha256, status ("done", "interrupted", "diverged"); and for a run that diverged
// divergence: {"epoch", "batch", "op", "node", "layer", "cell", "gradient_of"}, the last three null where there is
// none; for a run that went on on a processor of another level simd_before, the levels before. What was not measured or
// is not finite is null.
#pragma once

#include "engine/session/session.h"

#include <string>

namespace unroll {

std::string summaryJson(const RunRecord& record);

// "running", "done", "interrupted" or "diverged".
std::string statusName(RunStatus status);

} // namespace unroll
