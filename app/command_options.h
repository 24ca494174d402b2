// Which options a command has. The hyperparameters' come from their table; what an option sets is given by reference
// and must outlive the list.
#pragma once

#include "app/command_line.h"

#include <vector>

namespace unroll {

std::vector<Option> optionsOf(WindowOptions& options);
std::vector<Option> optionsOf(TrainOptions& options);
std::vector<Option> optionsOf(EvaluateOptions& options);
std::vector<Option> optionsOf(InspectOptions& options);
std::vector<Option> optionsOf(PredictOptions& options);

} // namespace unroll
