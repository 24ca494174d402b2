// A number as a person types it: the point and the comma both separate decimals, in any locale, where there is no
// doubt.
#pragma once

#include "engine/session/hyperparameters.h"

#include <QString>

#include <optional>

namespace unroll {

struct TypedNumber {
    std::optional<HyperparameterValue> value; // one that the row allows
    QString objection{};                      // why there is none, in a few words: "1 to 4096"
};

// A separator that is not the locale's own and stands before three digits, as in 1,500 where a point separates
// decimals, may be meant for thousands: that is not guessed at.
TypedNumber readNumber(const HyperparameterRow& row, const QString& text);

// The number with the locale's decimal point, as readNumber() reads it.
QString writeNumber(const HyperparameterValue& value);

} // namespace unroll
