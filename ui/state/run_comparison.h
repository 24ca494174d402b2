// What the run on show is held against, beside the number that matters.
#pragma once

#include "ui/state/run_selection.h"
#include "ui/state/seed_statistics.h"

namespace unroll {

// What a run, or a group, has come to, on the test images.
struct TestFigures {
    Spread accuracy; // 0...1; of a single run the value, without a deviation
    Spread loss;
};

// Of a group, once one of its seeds is through.
std::optional<TestFigures> figuresOfGroup(const RunList& list, RunId group);

struct RunComparison {
    QString name;           // what the other run's line is called on the screen
    std::int64_t epoch = 0; // that both are looked at; 0: each at its end
    double accuracyChange = 0;
    double lossChange = 0;

    bool operator==(const RunComparison&) const = default;
};

// The run on show, or its group, against the row that is selected beside it; without one against the run before it: the
// one with the next lower number that is shown and has the same data. Both at the epoch that the run on show has come
// to or, where both have ended, at their ends. Nothing where they can't be held against each other so.
std::optional<RunComparison> comparisonOf(const RunSelection& selection, const RunList& list);

// What a run's line is called: its name, or its number.
QString lineName(const RunLabel& label);

} // namespace unroll
