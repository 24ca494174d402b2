#include "ui/models/metric_tables.h"

#include <QCoreApplication>
#include <QStringList>

namespace unroll {
namespace {

QString translated(const char* text) { return QCoreApplication::translate("unroll::MetricTables", text); }

QStringList headings() {
    return {translated("Run"),           translated("Epoch"),         translated("Training accuracy"),
            translated("Test accuracy"), translated("Training loss"), translated("Test loss"),
            translated("Seconds")};
}

QStringList cellsOf(const RunTable& run, const EpochMetrics& epoch) {
    const auto number = [](double value) { return QString::number(value, 'g', 6); };
    QString name = run.name;
    return {name.replace(u'\t', u' ').replace(u'\n', u' '),
            QString::number(epoch.epoch),
            number(epoch.trainAccuracy),
            number(epoch.testAccuracy),
            number(epoch.trainLoss),
            number(epoch.testLoss),
            number(epoch.seconds)};
}

std::string quoted(const QString& name) {
    QString text = name;
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text.toStdString();
    return '"' + text.replace(u'"', QStringLiteral("\"\"")).toStdString() + '"';
}

template <typename Row>
void forEachRow(const std::vector<RunTable>& runs, Row row) {
    for (const RunTable& run : runs)
        for (const EpochMetrics& epoch : run.epochs)
            row(cellsOf(run, epoch));
}

} // namespace

std::string tidyCsv(const std::vector<RunTable>& runs, const CsvOfEpochs& metricsCsv) {
    const std::string header = metricsCsv({});
    std::string csv = "run,name," + header;
    for (const RunTable& run : runs) {
        const std::string start = std::to_string(run.run) + ',' + quoted(run.name) + ',';
        const std::string rows = metricsCsv(run.epochs).substr(header.size());
        for (std::size_t from = 0; from < rows.size();) {
            const std::size_t end = rows.find('\n', from) + 1;
            csv += start + rows.substr(from, end - from);
            from = end;
        }
    }
    return csv;
}

QString tabSeparated(const std::vector<RunTable>& runs) {
    QString text = headings().join(u'\t') + u'\n';
    forEachRow(runs, [&text](const QStringList& cells) { text += cells.join(u'\t') + u'\n'; });
    return text;
}

QString htmlTable(const std::vector<RunTable>& runs) {
    QString html = QStringLiteral("<table><thead><tr>");
    for (const QString& heading : headings())
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
