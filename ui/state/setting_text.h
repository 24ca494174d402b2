// A setting in a few words: by what it differs from another one.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QString>

#include <span>

namespace unroll {

// "eta 0.03, hidden size 128"; "same setting" when nothing differs. What changes no result is left out: the number of
// threads, and what has no effect in this setting, as the activation of an LSTM. What was changed while it trained is
// said as "eta 0.015 → 0.2".
QString differenceText(const Hyperparameters& setting, const Hyperparameters& before,
                       std::span<const HyperparameterChange> changes = {});

// Against the paper's: "paper, mnist", "mnist, eta 0.03".
QString settingText(const Hyperparameters& setting, std::span<const HyperparameterChange> changes = {});

// The value of a row: "0.03", "on", and "all" or "automatic" where 0 stands for that.
QString settingValue(const Hyperparameters& setting, const HyperparameterRow& row);

// "eta 0.03".
QString changeText(const HyperparameterChange& change);

// Every hyperparameter in two columns, for a tooltip: what differs from the paper's first, the rest in grey. HTML.
QString settingTable(const Hyperparameters& setting);

} // namespace unroll
