// What can be saved or copied of the run on show, in the order of the menu.
#pragma once

namespace unroll {

enum class ExportKind {
    Plots,
    CopyPlots,
    MetricsCsv, // of the run on show; from here on all need one that has trained for an epoch
    ShownMetricsCsv,
    CopyTable,
    ReportHtml,
    ReportPdf,
    RunDirectory
};

} // namespace unroll
