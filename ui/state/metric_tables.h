// The figures of runs as tables: for files, where numbers never depend on the locale, and for pasting.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/metrics.h"

#include <QString>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// A run, or a group of seeds.
struct RunTable {
    std::int64_t number = 0; // as the window shows it; seeds share their group's
    QString name;
    std::int64_t seeds = 1;                 // of which the epochs are the means
    std::vector<EpochMetrics> epochs{};     // by epoch, ascending
    std::vector<EpochMetrics> deviations{}; // over the seeds, for each of the epochs; empty for a single run
    Hyperparameters setting{};              // as it began; of a group with its first seed
};

using CsvOfEpochs = std::function<std::string(std::span<const EpochMetrics>)>; // a header and a row for each epoch

// One tidy table, a row for each run and epoch: the columns run, name and seeds; those of `metricsCsv`;
// test_accuracy_deviation and test_loss_deviation, the standard deviations over the seeds, empty for a single run; and
// each hyperparameter that the run began with as setting_KEY, of a group without the seed. Texts are quoted as RFC 4180
// says where they have to be.
std::string tidyCsv(const std::vector<RunTable>& runs, const CsvOfEpochs& metricsCsv);

// The same runs to paste into a spreadsheet, tab separated, and into a text, as HTML: with the decimal point of the
// locale, as the window shows them and as programs beside it read them.
QString tabSeparated(const std::vector<RunTable>& runs);
QString htmlTable(const std::vector<RunTable>& runs);

} // namespace unroll
