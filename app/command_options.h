// Options that several commands have. The hyperparameters' come from their table; what an option sets is given by
// reference and must outlive the list.
#pragma once

#include "app/command.h"
#include "app/model_options.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace unroll {

// One for every row of the table, and the presets; `given` learns which the command line names.
std::vector<Option> hyperparameterOptions(Hyperparameters& target, std::vector<const HyperparameterRow*>& given);

Option flag(std::string name, std::string help, bool& target);
Option pathOption(std::string name, std::string argument, std::string help,
                  std::optional<std::filesystem::path>& target);
Option dataOption(std::optional<std::string>& target);
Option asIsOption(bool& asIs);
Option splitOption(Split& target);

std::int64_t parseIndex(const std::string& text, const std::string& option); // a count from 0 on; throws UsageError

// Appends the options for what a file of weights may leave open.
std::vector<Option> withNetwork(std::vector<Option> options, NetworkOptions& network);

// Reads the arguments of a command about a MODEL, its first argument, into `model`; `others` takes what follows and
// leaves what it does not know. `usage` is "predict MODEL IMAGE...". A text is to be shown in place of what was asked.
std::optional<ShowText> readAbout(std::filesystem::path& model, std::span<const Option> options,
                                  const std::string& usage, const std::string& purpose, Arguments arguments,
                                  const std::function<void(std::vector<std::string>& others)>& takeOthers);

} // namespace unroll
