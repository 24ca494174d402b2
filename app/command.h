// A command of the program, as a value: what --help says of it, how its arguments are read, and what then runs.
#pragma once

#include "app/console.h"
#include "app/option_parser.h"
#include "engine/data/catalog.h"

#include <any>
#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace unroll {

using Arguments = std::span<const std::string>;

// --help, --version: nothing but a text for standard output.
struct ShowText {
    std::string text;
};

// What a command runs in.
struct CommandContext {
    const std::shared_ptr<Catalog>& catalog;
    // See watchForInterruption(): for a command that has something to save. Any other is ended by the signal.
    const std::atomic<bool>& (*watchForInterruption)();
    const Console& console;
};

// A command with all that it was told.
struct Invocation {
    std::any options; // the command's own
    std::function<ExitStatus(const CommandContext& context)> run;
};

template <typename Options, typename Run>
Invocation invocation(Options options, Run run) {
    return {options, [options, run](const CommandContext& context) { return run(options, context); }};
}

struct Command {
    std::string name;    // "predict"
    std::string usage;   // "predict MODEL IMAGE..."
    std::string summary; // in the program's own --help

    // `arguments` without the name; `defaultData` is what --data is when it is not given. Throws UsageError.
    std::variant<Invocation, ShowText> (*parse)(Arguments arguments, const std::string& defaultData);
};

} // namespace unroll
