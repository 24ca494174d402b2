// What a setting's parts mean for each other: a control that has no effect says why, and one whose value comes to
// something else than it seems says what.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"

#include <QString>

namespace unroll {

struct SettingNote {
    QString text;          // empty: nothing to say
    bool hasEffect = true; // whether changing the control would change anything

    bool operator==(const SettingNote&) const = default;
};

// `info` is of the data as far as it is known.
// What a form says beside the control of a row. `wantedCells` are those that a preset or the data before asked for, or
// 0.
SettingNote noteOn(const HyperparameterRow& row, const Hyperparameters& setting, const SessionInfo& info,
                   std::int64_t wantedCells = 0);

} // namespace unroll
