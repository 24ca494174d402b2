#include "ui/runs/run_sort_model.h"

#include <QCollator>

#include <algorithm>

namespace unroll {
namespace {

int rankOf(const QModelIndex& index) {
    const auto kind = static_cast<RunKind>(index.data(RunTableModel::KindRole).toInt());
    if (index.data(RunTableModel::PinnedRole).toBool())
        return 0;
    return kind == RunKind::Reference || kind == RunKind::References ? 2 : 1;
}

// Below 0: a comes first. Numbers come before texts.
int compared(const QVariant& a, const QVariant& b) {
    const bool texts[] = {a.typeId() == QMetaType::QString, b.typeId() == QMetaType::QString};
    if (texts[0] != texts[1])
        return texts[0] ? 1 : -1;
    if (!texts[0]) {
        const double difference = a.toDouble() - b.toDouble();
        return difference < 0 ? -1 : difference > 0 ? 1 : 0;
    }
    static const QCollator collator = [] { // the C locale knows no numbers in texts
        QCollator numeric(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
        numeric.setNumericMode(true);
        numeric.setCaseSensitivity(Qt::CaseInsensitive);
        return numeric;
    }();
    return collator.compare(a.toString(), b.toString());
}

bool haveAll(const QString& text, const QStringList& words) {
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

RunSortModel::RunSortModel(RunTableModel& table, QObject* parent)
    : QSortFilterProxyModel(parent)
    , table_(table) {
    setRecursiveFilteringEnabled(true);
    setSortRole(RunTableModel::SortRole);
    setSourceModel(&table);
}

void RunSortModel::setWords(const QString& words) {
    words_ = words.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

// A descending order turns the question round, but neither ranks nor rows without a value.
bool RunSortModel::lessThan(const QModelIndex& a, const QModelIndex& b) const {
    const bool descending = sortOrder() == Qt::DescendingOrder;
    const auto first = [descending](auto left, auto right) { return descending ? left > right : left < right; };
    if (const int ranks[] = {rankOf(a), rankOf(b)}; ranks[0] != ranks[1])
        return first(ranks[0], ranks[1]);
    const QVariant values[] = {a.data(sortRole()), b.data(sortRole())};
    if (values[0].isValid() != values[1].isValid())
        return first(values[1].isValid(), values[0].isValid());
    const int order = values[0].isValid() ? compared(values[0], values[1]) : 0;
    return order != 0 ? order < 0 : first(a.row(), b.row());
}

bool RunSortModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex first = table_.index(row, 0, parent);
    if (words_.isEmpty() || static_cast<RunKind>(first.data(RunTableModel::KindRole).toInt()) == RunKind::Hint)
        return true;
    QString said;       // name, setting and note
    QStringList values; // of hyperparameters
    for (int column = 0; column < table_.columnCount(); ++column) {
        const RunColumn& of = runColumns()[static_cast<std::size_t>(column)];
        const QString text = first.siblingAtColumn(column).data().toString();
        if (of.row && haveAll(columnTitle(of) + u' ' + text, words_))
            return true; // "eta 0.03"
        if (of.row)
            values.append(text);
        else if (of.kind != RunColumn::Kind::Figure)
            said += text + u'\n';
    }
    return std::ranges::all_of(words_, [&](const QString& word) {
        return said.contains(word, Qt::CaseInsensitive) || values.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace unroll
