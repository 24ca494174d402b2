// The table of runs below the plots: one row a training, with what came of it, and what can be done with it.
#pragma once

#include "ui/state/run_edits.h"
#include "ui/state/run_selection.h"

#include <QList>
#include <QWidget>

#include <utility>

class QLabel;
class QLineEdit;

class QShortcut;

namespace unroll {

class FlatButton;
class RunActions;
class RunSortModel;
class RunView;

class RunPanel : public QWidget {
    Q_OBJECT

public:
    // All of them outlive the panel.
    RunPanel(RunList& list, RunEdits& edits, RunSelection& selection, QWidget* parent = nullptr);

    void setBusy(bool busy);                    // a training runs: no run can go on meanwhile
    void setRecent(const QStringList& folders); // run directories to open again, the latest first

    void setColumns(const QStringList& columns); // as columnsChosen() told them
    std::vector<RunId> selected() const;         // in the order of the table
    QString verdictText() const;                 // empty when there is none
    void undo();                                 // what was deleted last

    void setNumberKeys(bool work); // 1 ... 9 show and hide rows, as they do at first

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
    void columnsChosen(const QStringList& columns);
    void deleted(const QString& sentence); // undo() brings it back
    void undone();
    void refused(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupView();
    void fitRows();
    void setupActions();
    void setupKeys();
    void setupFilter();
    void setupLayout();
    void tellSelection();
    void followSelection();
    void edit(RunId id, int column);
    void openFilter();
    void closeFilter();
    void toggleRow(int row);
    void followRows();
    void showVerdict();
    void takeColours();

    RunList& list_;
    RunEdits& edits_;
    RunSelection& selection_;
    RunSortModel* model_ = nullptr;
    RunActions* actions_ = nullptr;
    RunView* view_ = nullptr;
    QWidget* filterRow_ = nullptr;
    QLineEdit* filter_ = nullptr;
    bool following_ = false; // the selection is not a person's
    QLabel* verdict_ = nullptr;
    FlatButton* menu_ = nullptr;
    QList<QShortcut*> numberKeys_;
};

} // namespace unroll
