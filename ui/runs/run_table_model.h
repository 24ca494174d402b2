// The table of runs: pinned rows first, then the latest run first, references at the end. A group of seeds opens to its
// runs, and several references are folded into one row. As long as there is no run, one row says so.
//
// Rows are inserted, removed and moved one by one, so that a selection, an open group or an editor stays where it is.
#pragma once

#include "ui/runs/run_row.h"
#include "ui/state/run_edits.h"

#include <QAbstractItemModel>

#include <map>

namespace unroll {

inline const RunColumn& columnOf(const QModelIndex& index) {
    return runColumns()[static_cast<std::size_t>(index.column())];
}

class RunTableModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, // qint64
        KindRole,              // int, a RunKind
        SlotRole,              // int: the slot of its style
        PinnedRole,            // bool
        PresentRole,           // bool: the session trains it
        QuietRole,             // bool: text of second rank
        DraftRole,             // bool: the next drag takes its place
        SortRole               // a number or a text; invalid where the cell is empty
    };

    RunTableModel(RunList& list, RunEdits& edits, QObject* parent = nullptr); // both outlive it

    RunId idAt(const QModelIndex& index) const;
    QModelIndex indexOf(RunId id, int column = 0) const; // invalid when there is none

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

private:
    using Ids = std::vector<RunId>;

    Ids wantedRows() const;
    Ids wantedSeeds(RunId group) const;
    Ids wantedReferences() const;
    QVariant checkState(RunId id) const;
    void follow();
    void follow(const QModelIndex& parent, Ids& present, const Ids& wanted);
    void announce(RunId id);
    bool isEditable(const QModelIndex& index) const;

    RunList& list_;
    RunEdits& edits_;
    Ids rows_;
    std::map<RunId, Ids> seeds_;
};

} // namespace unroll
