// The figures of runs as tables: for files, where numbers never depend on the locale, and for pasting.
#pragma once

#include "engine/session/metrics.h"

#include <QString>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

struct RunTable {
    std::uint64_t run = 0; // by which rows belong together
    QString name;
    std::vector<EpochMetrics> epochs;
};

using CsvOfEpochs = std::function<std::string(std::span<const EpochMetrics>)>; // a header and a row for each epoch

// One tidy table: the columns run and name before those of `metricsCsv`, a row for each run and epoch. Names are quoted
// as RFC 4180 says where they have to be.
std::string tidyCsv(const std::vector<RunTable>& runs, const CsvOfEpochs& metricsCsv);

// The same runs to paste into a spreadsheet, tab separated, and into a text, as HTML. Numbers with a dot.
QString tabSeparated(const std::vector<RunTable>& runs);
QString htmlTable(const std::vector<RunTable>& runs);

} // namespace unroll
