#include "ui/runs/run_rows_text.h"

#include "ui/runs/run_row.h"

#include <QStringList>

namespace unroll {
namespace {

QStringList runHeadings() {
    QStringList cells;
    for (int column = 0; column < runColumns; ++column)
        cells.append(columnTitle(static_cast<RunColumn>(column)));
    return cells;
}

QStringList cellsOf(const RunList& list, RunId id) {
    QStringList cells;
    for (int column = 0; column < runColumns; ++column)
        cells.append(cellText(list, id, static_cast<RunColumn>(column)));
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
