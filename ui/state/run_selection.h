// Which run is on show: the one that every figure, curve, digit, export and report speaks of.
//
// It is the run under way until a person selects another row, and again once a new run begins or goes on. Of the
// selected rows the first run or group counts; a group speaks for its seeds, of which the latest stands for it where
// one run is needed. A second selected row is there to be held against it.
#pragma once

#include "ui/state/run_list.h"

#include <QObject>

#include <vector>

namespace unroll {

class RunSelection : public QObject {
    Q_OBJECT

public:
    explicit RunSelection(const RunList& list, QObject* parent = nullptr); // the list outlives the selection

    // By a person: rows in the order in which they were selected. Without a run or group among them the run under way
    // is on show.
    void select(std::vector<RunId> ids);

    const std::vector<RunId>& ids() const { return ids_; } // the selected rows

    const Run* run() const;        // on show, perhaps before its first batch; or nothing
    const RunGroup* group() const; // on show, where it is a group's row; or nothing
    RunId row() const;             // on show, a run's or a group's; 0 as long as it has none
    RunId otherRow() const;        // that is held against it; 0 when there is none
    const Run* otherRun() const;   // likewise

    bool followsPresent() const { return follows_; } // whatever run is under way is on show

signals:
    void changed(); // ids(), or what is on show

private:
    void follow();
    void dropDeleted();
    void take(std::vector<RunId> ids, bool follows);
    RunId presentRow() const;
    const Run* runOf(RunId row) const;
    bool isRow(RunId id) const { return list_.find(id) || list_.findGroup(id); }

    const RunList& list_;
    std::vector<RunId> ids_;
    bool follows_ = true;
};

} // namespace unroll
