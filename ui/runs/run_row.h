// What a row of the table of runs says, cell by cell.
#pragma once

#include "ui/state/run_list.h"

namespace unroll {

enum class RunColumn { Name, Setting, Accuracy, Loss, Time, Allocated, Gradient, Note };
inline constexpr int runColumns = 8;

enum class RunKind { Hint, Run, Group, Seed, Reference }; // Hint: the row that says that there is none yet

RunKind kindOf(const RunList& list, RunId id);

QString columnTitle(RunColumn column);
QString columnHelp(RunColumn column);
QString widestText(RunColumn column); // of the columns of numbers: what they have room for

QString cellText(const RunList& list, RunId id, RunColumn column);
QString cellHelp(const RunList& list, RunId id, RunColumn column);

// What a row is called in a sentence: "Run 12", "wide net", "seed 3 of run 12".
QString rowName(const RunList& list, RunId id);

// The setting of a row in a few words, whatever stands before it: for a verdict, and the legend of a plot.
QString shortSetting(const RunList& list, RunId id);

} // namespace unroll
