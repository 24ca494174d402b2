// Where a command speaks: its result to one stream, all else to the other. And how it ends.
#pragma once

#include <exception>
#include <ostream>
#include <string>

namespace unroll {

struct Console {
    std::ostream& out;
    std::ostream& err;
    bool errIsTerminal = false; // whether a line may be drawn over
};

enum ExitStatus { exitDone = 0, exitFailed = 1, exitUsage = 2, exitDiverged = 3, exitInterrupted = 130 };

// Says on standard error why a command ended and returns its status: wrong usage (UsageError, HyperparameterError) or
// failed.
ExitStatus reportFailure(const Console& console, const std::exception& error);

// Writes a command's result at once. Throws std::runtime_error when standard output does not take it.
void printResult(const Console& console, const std::string& text);

} // namespace unroll
