// A report as pages of A4, its plots as vectors.
#pragma once

#include "ui/export/run_report.h"

class QTextDocument;

namespace unroll {

QByteArray reportPdf(const Report& report);

// Begins a new page before every table, with its heading, that would be broken over two and fits on one; the heads of
// longer ones stand on every page. Of a document that is laid out on pages.
void keepTablesWhole(QTextDocument& document);

} // namespace unroll
