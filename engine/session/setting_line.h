// A setting in one line that people send to each other: a command, or a link. What the line does not name is the
// paper's, but for the data set, which is then empty. Left out is the number of threads, which changes no result.
#pragma once

#include "engine/session/hyperparameters.h"

#include <string>
#include <string_view>

namespace unroll {

// "unroll train --data mnist --cell lstm --cells 28", quoted for a shell where that is needed.
std::string settingCommand(const Hyperparameters& setting);

// "unroll:?data=mnist&cell=lstm&cells=28": the keys of config.json, percent-encoded as RFC 3986 (section 2) says.
std::string settingLink(const Hyperparameters& setting);

bool isSettingLink(std::string_view text); // "unroll:...", in any case

// Reads either back, with the spaces around it that pasting brings. Throws HyperparameterError with one sentence for
// what is neither, for a name that is no hyperparameter and for a value that can't be.
Hyperparameters settingOfLine(std::string_view line);

} // namespace unroll
