// The program's commands. A new one is a row in commands.cpp and a file beside it.
#pragma once

#include "app/command.h"

namespace unroll {

std::span<const Command> allCommands(); // in the order in which --help lists them

} // namespace unroll
