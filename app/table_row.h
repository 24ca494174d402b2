// What a row of the table of runs knows beyond its run's record, as it lies in row.json.
#pragma once

#include "ui/state/stored_run.h"

namespace unroll {

std::string tableRowText(const StoredRun& run);

// All but the record. Throws std::runtime_error that says what is wrong, without a file's name.
StoredRun parseTableRow(const std::string& text, const std::string& key);

} // namespace unroll
