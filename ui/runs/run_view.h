// The table of runs on the screen: which of its columns are seen, how wide they are, and in which order.
//
// As long as nobody has chosen, the usual columns are seen as far as there is room: numbers keep their widths, the
// name, the setting and the note share what is left, and without room what a comparison needs the least gives way.
// Columns that a person has chosen, sized or moved stay so; what does not fit is scrolled to.
#pragma once

#include "ui/runs/run_sort_model.h"

#include <QStringList>
#include <QTreeView>

#include <map>

class QMenu;

namespace unroll {

class RunView : public QTreeView {
    Q_OBJECT

public:
    explicit RunView(RunSortModel& model, QWidget* parent = nullptr); // which outlives it

    // What a person has chosen, to be remembered: names from the left, with a width where it was set ("eta:84"). Empty:
    // the usual ones. Names that there are not are left out.
    QStringList columns() const;
    void setColumns(const QStringList& columns);

    QMenu* columnMenu() const { return columnMenu_; } // a box to tick for every column

    int heightFor(int rows) const;
    void select(const std::vector<RunId>& ids);
    std::vector<RunId> selected() const; // from the top

signals:
    void columnsChosen(const QStringList& columns);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setupHeader();
    void fillColumnMenu();
    void showColumn(int column, bool shown);
    void chooseByHand();
    void measure();
    void shareWidth();
    void shareUsually();
    int naturalWidth(int column) const;
    int leastWidth(int column) const;
    std::vector<int> flexibleColumns() const;

    RunSortModel& model_;
    QMenu* columnMenu_ = nullptr;
    bool chosen_ = false;               // by a person, not by the room there is
    bool sharing_ = false;              // sizes change by us
    std::map<int, int> widthsByHand_{}; // by column
    std::vector<int> natural_;
};

} // namespace unroll
