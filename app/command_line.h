// The command line as values. What can't be understood is thrown as UsageError; nothing here ends the program.
#pragma once

#include "app/command.h"
#include "engine/session/hyperparameters.h"

#include <string>
#include <variant>
#include <vector>

namespace unroll {

// unroll [options]
struct WindowOptions {
    Hyperparameters hyperparameters;
    std::vector<const HyperparameterRow*> given; // those the command line names; the form remembers the others
    bool start = false;                          // begin training at once
};

using CommandLine = std::variant<WindowOptions, Invocation, ShowText>;

// `arguments` without the program's name; `defaultData` is what --data is when it is not given. Throws UsageError.
CommandLine parseCommandLine(Arguments arguments, const std::string& defaultData);

} // namespace unroll
