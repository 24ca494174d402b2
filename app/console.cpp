#include "app/console.h"

#include "app/option_parser.h"
#include "engine/session/hyperparameters.h"

#include <stdexcept>
#include <string>

namespace unroll {

ExitStatus reportFailure(const Console& console, const std::exception& error) {
    console.err << "unroll: " << error.what() << std::endl;
    const bool usage = dynamic_cast<const UsageError*>(&error) || dynamic_cast<const HyperparameterError*>(&error);
    return usage ? exitUsage : exitFailed;
}

void printResult(const Console& console, const std::string& text) {
    console.out << text << std::flush;
    if (!console.out)
        throw std::runtime_error("Cannot write the result to standard output; check where it is redirected to.");
}

} // namespace unroll
