// unroll data fetch NAME: a data set over the network.
#pragma once

#include "app/command_line.h"
#include "app/console.h"

#include <atomic>

namespace unroll {

// Fetches it into the user's data folder; on the way it ends with exitInterrupted when `interrupted` is set. Throws
// std::runtime_error with one sentence when it can't be fetched, and UsageError for a name that no one knows.
ExitStatus runFetch(const DataFetchOptions& options, const std::atomic<bool>& interrupted, const Console& console);

} // namespace unroll
