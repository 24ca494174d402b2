#include "app/commands/commands.h"

#include "app/commands/data.h"
#include "app/commands/evaluate.h"
#include "app/commands/inspect.h"
#include "app/commands/predict.h"
#include "app/commands/train.h"

namespace unroll {

std::span<const Command> allCommands() {
    static const Command commands[] = {
        trainCommand(), evaluateCommand(), inspectCommand(), predictCommand(), dataCommand(),
    };
    return commands;
}

} // namespace unroll
