// The words of the hyperparameter table as the window says them: in its language, where a translation is installed.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QString>

namespace unroll {

QString labelOf(const HyperparameterRow& row);
QString helpOf(const HyperparameterRow& row);

// A choice of a row as people write it: "LSTM", "SGD", "last cell"; what has no other name goes by its key.
QString choiceText(const HyperparameterRow& row, const std::string& choice);

// What a cell of the setting is called in a drawing: its kind, "LSTM", or of a plain one what it computes, "tanh".
QString cellText(const Hyperparameters& setting);

} // namespace unroll
