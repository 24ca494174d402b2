// Ctrl+C and a request to end (SIGINT, SIGTERM) as a flag that a training looks at.
#pragma once

#include <atomic>

namespace unroll {

// From now on the first of these signals sets the flag, so that what was trained can be saved; a second one ends the
// program at once.
const std::atomic<bool>& watchForInterruption();

} // namespace unroll
