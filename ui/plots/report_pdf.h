// A report as pages of A4, its plots as vectors.
#pragma once

#include "ui/plots/run_report.h"

namespace unroll {

QByteArray reportPdf(const Report& report);

} // namespace unroll
