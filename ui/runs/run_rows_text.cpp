#include "ui/runs/run_rows_text.h"

#include "ui/runs/run_row.h"

#include <QStringList>

namespace unroll {
namespace {

// The setting is there in words; a file has every hyperparameter.
std::vector<const RunColumn*> copiedColumns() {
    std::vector<const RunColumn*> columns;
    for (const RunColumn& column : runColumns())
        if (!column.row)
            columns.push_back(&column);
    return columns;
}

QStringList runHeadings() {
    QStringList cells;
    for (const RunColumn* column : copiedColumns())
        cells.append(columnTitle(*column));
    return cells;
}

QStringList cellsOf(const RunList& list, RunId id) {
    QStringList cells;
    for (const RunColumn* column : copiedColumns())
        cells.append(cellText(list, id, *column));
    return cells;
}

QString line(QStringList cells) {
    for (QString& cell : cells)
        cell.replace(u'\t', u' ').replace(u'\n', u' ');
    return cells.join(u'\t') + u'\n';
}

QString htmlRow(const QStringList& cells, const QString& tag) {
    QString row;
    for (const QString& cell : cells)
        row += QStringLiteral("<%1>%2</%1>").arg(tag, cell.toHtmlEscaped());
    return QStringLiteral("<tr>%1</tr>\n").arg(row);
}

} // namespace

QString runRowsText(const RunList& list, const std::vector<RunId>& ids) {
    QString text = line(runHeadings());
    for (const RunId id : ids)
        text += line(cellsOf(list, id));
    return text;
}

QString runRowsHtml(const RunList& list, const std::vector<RunId>& ids) {
    QString html = QStringLiteral("<table>\n") + htmlRow(runHeadings(), QStringLiteral("th"));
    for (const RunId id : ids)
        html += htmlRow(cellsOf(list, id), QStringLiteral("td"));
    return html + QStringLiteral("</table>\n");
}

} // namespace unroll
