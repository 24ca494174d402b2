// The table of runs below the plots: one row a training, with what came of it, and what can be done with it.
#pragma once

#include "ui/runs/run_table_model.h"

#include <QList>
#include <QWidget>

#include <array>
#include <utility>

class QLabel;
class QTreeView;

namespace unroll {

class FlatButton;
class RunActions;

class RunPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunPanel(RunList& list, QWidget* parent = nullptr); // the list outlives it

    void setBusy(bool busy);                    // a training runs: no run can go on meanwhile
    void setRecent(const QStringList& folders); // run directories to open again, the latest first

    void select(RunId id);
    std::vector<RunId> selected() const; // in the order of the table
    QString verdictText() const;         // empty when there is none
    void undo();                         // what was deleted last

    int heightFor(int rows) const; // of the table, to show so many

    // What to do and which keys do it, for the list of shortcuts.
    QList<std::pair<QString, QString>> shortcuts() const;

    QSize sizeHint() const override { return {0, heightFor(2)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void settingWanted(qint64 id); // in the form
    void goOnWanted(qint64 id);
    void saveWanted(qint64 id);
    void exportWanted(const std::vector<unroll::RunId>& ids);
    void copyWanted(const std::vector<unroll::RunId>& ids);
    void openWanted(const QString& folder); // empty: to be asked for
    void deleted(const QString& sentence);  // undo() brings it back
    void undone();
    void refused(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupView();
    void setupColumns();
    void shareWidth();
    void fitRows();
    void setupActions();
    void setupLayout();
    void edit(RunId id, RunColumn column);
    void toggleRow(int row);
    void followRows();
    void showVerdict();
    void takeColours();

    RunList& list_;
    RunTableModel* model_ = nullptr;
    std::array<int, runColumns> widths_{}; // that the columns of numbers need
    RunActions* actions_ = nullptr;
    QTreeView* view_ = nullptr;
    QLabel* verdict_ = nullptr;
    FlatButton* menu_ = nullptr;
};

} // namespace unroll
