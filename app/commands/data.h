// unroll data: the data sets themselves.
#pragma once

#include "app/data_command_line.h"

#include <atomic>

namespace unroll {

// Lists, checks, draws, fetches or imports. A fetch ends early when `interrupted` is set. Throws std::runtime_error
// with one sentence.
ExitStatus runData(const DataOptions& options, Catalog& catalog, const std::atomic<bool>& interrupted,
                   const Console& console);

Command dataCommand();

} // namespace unroll
