// A setting in a few words: by what it differs from another one.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QString>

namespace unroll {

// "eta 0.03, hidden size 128"; "same setting" when nothing differs. The number of threads, which changes no result, is
// left out.
QString differenceText(const Hyperparameters& setting, const Hyperparameters& before);

// Against the paper's: "paper, mnist", "mnist, eta 0.03".
QString settingText(const Hyperparameters& setting);

// "eta 0.03".
QString changeText(const HyperparameterChange& change);

// Every hyperparameter on a line of its own, for a tooltip.
QString settingLines(const Hyperparameters& setting);

} // namespace unroll
