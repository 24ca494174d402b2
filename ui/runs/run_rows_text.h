// Rows of the table of runs as the window shows them, to paste: tab separated, and as HTML.
#pragma once

#include "ui/state/run_list.h"

namespace unroll {

QString runRowsText(const RunList& list, const std::vector<RunId>& ids);
QString runRowsHtml(const RunList& list, const std::vector<RunId>& ids);

} // namespace unroll
