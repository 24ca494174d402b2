// What --help prints.
#pragma once

#include "app/command.h"
#include "app/option_parser.h"

#include <span>
#include <string>

namespace unroll {

// The commands at a glance; `options` are the window's.
std::string programHelp(std::span<const Option> options, std::span<const Command> commands);

// The commands of "unroll data" at a glance.
std::string dataHelp();

// One command: `usage` is what follows "unroll", `purpose` one or two sentences.
std::string commandHelp(const std::string& usage, const std::string& purpose, std::span<const Option> options);

} // namespace unroll
