// The table of runs of the window as it lies in the user's data folder: a run directory for each run, without plots,
// and in it row.json with what the table knows beyond that.
#pragma once

#include "ui/state/stored_run.h"

#include <filesystem>

namespace unroll {

// All runs together take no more than this on disk: beyond it the oldest that are not pinned go.
inline constexpr std::uintmax_t mostTableBytes = std::uintmax_t{512} << 20U;

// In `folder`, which is made when something is kept first; with an empty path nothing is kept. What can't be read is
// left alone, and said; what another window has written meanwhile stays.
TableStore tableStore(const std::filesystem::path& folder, std::uintmax_t mostBytes = mostTableBytes);

} // namespace unroll
