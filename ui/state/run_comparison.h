// What the present run is held against, beside the number that matters.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/seed_statistics.h"

namespace unroll {

// What a run, or a group, has come to, on the test images.
struct TestFigures {
    Spread accuracy; // 0...1; of a single run the value, without a deviation
    Spread loss;
};

// Of the group of the present run, once one of its seeds is through; of any other run nothing: it speaks for itself.
std::optional<TestFigures> figuresOfPresentGroup(const RunList& list);

struct RunComparison {
    QString name;           // what the other run's line is called on the screen
    std::int64_t epoch = 0; // that both are looked at; 0: each at its end
    double accuracyChange = 0;
    double lossChange = 0;

    bool operator==(const RunComparison&) const = default;
};

// The present run, or its group, against the run before it: the one with the next lower number that is shown, has the
// same data, and can be held against it, at the epoch that the present run has come to or, where both have ended, at
// their ends. Nothing without such a run.
std::optional<RunComparison> comparisonOf(const RunList& list);

// What a run's line is called: its name, or its number.
QString lineName(const RunLabel& label);

} // namespace unroll
