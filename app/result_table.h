// A run's result as the paper prints it: accuracy by epoch on the training images, then the totals.
#pragma once

#include "engine/session/session.h"

#include <string>

namespace unroll {

std::string resultTable(const RunRecord& record);

} // namespace unroll
