#include "ui/state/metric_tables.h"

#include "ui/state/csv_cells.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace unroll {
namespace {

struct MetricTablesWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::MetricTables)
};

QStringList metricHeadings() {
    return {MetricTablesWords::tr("Run"),
            MetricTablesWords::tr("Epoch"),
            MetricTablesWords::tr("Training accuracy"),
            MetricTablesWords::tr("Test accuracy"),
            MetricTablesWords::tr("Training loss"),
            MetricTablesWords::tr("Test loss"),
            MetricTablesWords::tr("Seconds")};
}

QStringList cellsOf(const RunTable& run, const EpochMetrics& epoch) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // which not every spreadsheet takes for a part of a number
    const auto number = [&locale](double value) { return locale.toString(value, 'g', 6); };
    QString name =
        run.seeds > 1 ? MetricTablesWords::tr("%1 (mean of %2 seeds)").arg(run.name).arg(run.seeds) : run.name;
    return {name.replace(u'\t', u' ').replace(u'\n', u' '),
            QString::number(epoch.epoch),
            number(epoch.trainAccuracy),
            number(epoch.testAccuracy),
            number(epoch.trainLoss),
            number(epoch.testLoss),
            number(epoch.seconds)};
}

template <typename Row>
void forEachRow(const std::vector<RunTable>& runs, Row row) {
    for (const RunTable& run : runs)
        for (const EpochMetrics& epoch : run.epochs)
            row(cellsOf(run, epoch));
}

std::string tidyHeader(std::string metricsHeader) {
    while (!metricsHeader.empty() && metricsHeader.back() == '\n')
        metricsHeader.pop_back();
    std::string header = "run,name,seeds," + metricsHeader + ",test_accuracy_deviation,test_loss_deviation";
    for (const HyperparameterRow& row : hyperparameterTable())
        header += ",setting_" + std::string(row.key);
    return header + '\n';
}

std::string deviationCells(const RunTable& run, std::size_t row) {
    if (row >= run.deviations.size())
        return ",,";
    return ',' + csvCell(run.deviations[row].testAccuracy) + ',' + csvCell(run.deviations[row].testLoss);
}

std::string settingCells(const RunTable& run) {
    std::string cells;
    for (const HyperparameterRow& row : hyperparameterTable())
        cells += ',' + (run.seeds > 1 && row.key == "seed"
                            ? std::string()
                            : csvCell(QString::fromStdString(formatValue(valueOf(run.setting, row)))));
    return cells;
}

} // namespace

std::string tidyCsv(const std::vector<RunTable>& runs, const CsvOfEpochs& metricsCsv) {
    const std::string header = metricsCsv({});
    std::string csv = tidyHeader(header);
    for (const RunTable& run : runs) {
        const std::string start =
            std::to_string(run.number) + ',' + csvCell(run.name) + ',' + std::to_string(run.seeds) + ',';
        const std::string setting = settingCells(run);
        const std::string rows = metricsCsv(run.epochs).substr(header.size());
        std::size_t row = 0;
        for (std::size_t from = 0; from < rows.size(); ++row) {
            const std::size_t end = std::min(rows.find('\n', from), rows.size());
            csv += start + rows.substr(from, end - from) + deviationCells(run, row) + setting + '\n';
            from = end + 1;
        }
    }
    return csv;
}

QString tabSeparated(const std::vector<RunTable>& runs) {
    QString text = metricHeadings().join(u'\t') + u'\n';
    forEachRow(runs, [&text](const QStringList& cells) { text += cells.join(u'\t') + u'\n'; });
    return text;
}

QString htmlTable(const std::vector<RunTable>& runs) {
    QString html = QStringLiteral("<table><thead><tr>");
    for (const QString& heading : metricHeadings())
        html += QStringLiteral("<th>%1</th>").arg(heading.toHtmlEscaped());
    html += QStringLiteral("</tr></thead>\n<tbody>\n");
    forEachRow(runs, [&html](const QStringList& cells) {
        html += QStringLiteral("<tr>");
        for (const QString& cell : cells)
            html += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
        html += QStringLiteral("</tr>\n");
    });
    return html + QStringLiteral("</tbody></table>\n");
}

} // namespace unroll
