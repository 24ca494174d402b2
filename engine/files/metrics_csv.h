// metrics.csv: one row an epoch, comma, dot decimals in every locale, line feed.
#pragma once

#include "engine/session/metrics.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unroll {

// The text of metrics.csv with its header. Numbers are the shortest that read back as the same value; what is not
// finite is written as nan, inf or -inf.
std::string metricsCsv(std::span<const EpochMetrics> epochs);

// Reads it back. Throws std::runtime_error with one sentence that names `fileName`, the line and the column. As
// spreadsheets save it, a mark of the byte order may come first, lines may end in CR LF, and the last one need not end.
std::vector<EpochMetrics> parseMetricsCsv(std::string_view text, const std::string& fileName);

} // namespace unroll
