// The table of runs as a person wants it: sorted by a column, and only rows in which some words are found.
//
// Whatever it is sorted by, pinned rows stay first and published ones last, and a row without a value comes behind
// those that have one. Unsorted it has the order of the table.
#pragma once

#include "ui/runs/run_table_model.h"

#include <QSortFilterProxyModel>

namespace unroll {

class RunSortModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RunSortModel(RunTableModel& table, QObject* parent = nullptr); // which outlives it

    RunId idAt(const QModelIndex& index) const { return table_.idAt(mapToSource(index)); }
    QModelIndex indexOf(RunId id, int column = 0) const { return mapFromSource(table_.indexOf(id, column)); }

    // Rows are left in which each of the words is part of the name, the setting or the note, or the value of a
    // hyperparameter; or all of them are in one hyperparameter ("eta 0.03"). And groups with such a seed.
    void setWords(const QString& words);

protected:
    bool lessThan(const QModelIndex& a, const QModelIndex& b) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    const RunTableModel& table_;
    QStringList words_;
};

} // namespace unroll
