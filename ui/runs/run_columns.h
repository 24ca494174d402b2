// The columns of the table of runs: one row each of the list in run_columns.cpp, and one for every hyperparameter.
#pragma once

#include "ui/state/run_list.h"

#include <QString>

#include <optional>
#include <span>
#include <string_view>

namespace unroll {

// How a column of numbers writes them; what it is written with where it is there for several seeds.
struct RunFigure {
    std::optional<double> RunFigures::*value = nullptr;
    QString (*text)(double) = nullptr;
    QString (*spread)(double mean, double deviation) = nullptr; // without one the mean alone is written
    QString (*widest)() = nullptr;                              // what the column has room for
};

struct RunColumn {
    enum class Kind { Name, Setting, Figure, Note, Hyperparameter };

    Kind kind = Kind::Figure;
    std::string_view id; // in the settings; of a hyperparameter its key
    const char* title = "";
    const char* help = "";
    bool usual = true; // seen as long as nobody has chosen
    RunFigure figure{};
    const HyperparameterRow* row = nullptr;

    bool isNumber() const;
};

std::span<const RunColumn> runColumns();

// The place of a column in the list, as a section of the table's header; -1 where there is none of that name.
int runColumn(std::string_view id);

QString columnTitle(const RunColumn& column);
QString columnHelp(const RunColumn& column);
QString widestText(const RunColumn& column); // of numbers, and of hyperparameters; otherwise empty

} // namespace unroll
