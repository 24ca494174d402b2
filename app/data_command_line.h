// The command line of "unroll data" and what follows it.
#pragma once

#include "app/command_line.h"

namespace unroll {

// `arguments` begin after "data". Throws UsageError.
CommandLine parseData(std::span<const std::string> arguments);

} // namespace unroll
