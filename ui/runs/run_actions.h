// What can be done with the selected rows of the table of runs: as a menu, and by keys.
//
// What changes the list alone happens here: hiding, keeping, pinning, deleting. Everything else is told as a wish. An
// action that can't be done says why in its tooltip.
#pragma once

#include "ui/state/run_edits.h"

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QStringList>

#include <array>
#include <utility>

class QAction;
class QMenu;

namespace unroll {

class RunActions : public QObject {
    Q_OBJECT

public:
    RunActions(RunList& list, RunEdits& edits, QWidget* panel); // both outlive the actions

    void setSelection(std::vector<RunId> selected);
    void setBusy(bool busy); // a training runs: no other can go on
    void setRecent(const QStringList& folders);

    QMenu* menu() const { return menu_; }
    void addToMenu(QMenu* menu); // behind all others
    QList<std::pair<QString, QString>> shortcuts() const;

    void undo();
    void useSettingOfRow();

signals:
    void settingWanted(qint64 id);
    void goOnWanted(qint64 id);
    void saveWanted(qint64 id);
    void exportWanted(const std::vector<unroll::RunId>& ids);
    void copyWanted(const std::vector<unroll::RunId>& ids);
    void openWanted(const QString& folder); // empty: to be asked for
    void nameWanted(qint64 id);             // in place
    void noteWanted(qint64 id);
    void findWanted();
    void deleted(const QString& sentence);
    void undone();
    void refused(const QString& sentence);

private:
    enum Kind {
        UseSetting,
        GoOn,
        Keep,
        Show,
        Rename,
        Note,
        Pin,
        Save,
        Copy,
        Export,
        Open,
        Find,
        Delete,
        Undo,
        Redo,
        kinds
    };

    QAction* add(Kind kind, const QString& text, const QString& help, const QKeySequence& key,
                 void (RunActions::*act)());
    void setupActions(QWidget* panel);
    void setupMenu(QWidget* panel);
    void allow(Kind kind, const QString& obstacle);
    QString obstacleToUse() const;
    QString obstacleToRun(QString (*obstacle)(const Run&)) const;
    QString obstacleToDelete(RunId id) const;
    void goOn();
    void keep();
    void show();
    void rename();
    void note();
    void pin();
    void save();
    void copy();
    void exportRows();
    void open();
    void remove();
    void redo();
    void find();
    void refresh(); // what can be done with the selection now
    bool allOf(bool RunLabel::*member) const;
    RunId draft() const;
    RunId one() const { return selected_.size() == 1 ? selected_.front() : 0; }

    RunList& list_;
    RunEdits& edits_;
    std::vector<RunId> selected_;
    bool busy_ = false;
    QMenu* menu_ = nullptr;
    QMenu* recent_ = nullptr;
    std::array<QAction*, kinds> actions_{};
    std::array<QString, kinds> help_;
};

} // namespace unroll
