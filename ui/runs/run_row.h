// What a row of the table of runs says, cell by cell.
#pragma once

#include "ui/runs/run_columns.h"

#include <QVariant>

namespace unroll {

// Hint: the row that says that there is none yet; References: the row that several of them are folded into.
enum class RunKind { Hint, Run, Group, Seed, Reference, References };

inline constexpr RunId referencesRow = -1;

RunKind kindOf(const RunList& list, RunId id);

QString cellText(const RunList& list, RunId id, const RunColumn& column);
QString cellHelp(const RunList& list, RunId id, const RunColumn& column);

// What a cell is sorted by: a number, or a text as it is read; nothing where the cell is empty.
QVariant cellValue(const RunList& list, RunId id, const RunColumn& column);

// What a row is called in a sentence: "Run 12", "wide net", "seed 3 of run 12".
QString rowName(const RunList& list, RunId id);

// The setting of a row in a few words, whatever stands before it: for a verdict, and the legend of a plot.
QString shortSetting(const RunList& list, RunId id);

} // namespace unroll
