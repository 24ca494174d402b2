// Rows of the table of runs as CSV: one line a run, the seeds of a group each on a line of their own; dot decimals in
// every locale.
//
// Columns: number, name, note, status, epochs, test_accuracy, test_loss, train_seconds, allocated_bytes,
// gradient_norm, and every hyperparameter by its key. A reference has its name, accuracy, seconds and bytes alone.
#pragma once

#include "ui/state/run_list.h"

#include <string>

namespace unroll {

std::string runRowsCsv(const RunList& list, const std::vector<RunId>& ids);

} // namespace unroll
