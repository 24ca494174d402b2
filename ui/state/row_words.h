// The words of the hyperparameter table as the window says them: in its language, where a translation is installed.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QString>

namespace unroll {

QString labelOf(const HyperparameterRow& row);
QString helpOf(const HyperparameterRow& row);

} // namespace unroll
