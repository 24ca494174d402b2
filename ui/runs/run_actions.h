// What can be done with the selected rows of the table of runs: as a menu, and by keys.
//
// What changes the list alone happens here: hiding, pinning, deleting. Everything else is told as a wish. An action
// that can't be done says why in its tooltip.
#pragma once

#include "ui/state/run_list.h"

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
    RunActions(RunList& list, QWidget* panel); // the list outlives it

    void setSelection(std::vector<RunId> selected);
    void setBusy(bool busy); // a training runs: no other can go on
    void setRecent(const QStringList& folders);

    QMenu* menu() const { return menu_; }
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
    void deleted(const QString& sentence);
    void undone();
    void refused(const QString& sentence);

private:
    enum Kind { UseSetting, GoOn, Show, Rename, Note, Pin, Save, Copy, Export, Open, Delete, Undo, kinds };

    QAction* add(Kind kind, const QString& text, const QString& help, const QKeySequence& key,
                 void (RunActions::*act)());
    void setupActions(QWidget* panel);
    void setupMenu(QWidget* panel);
    void allow(Kind kind, const QString& obstacle);
    QString obstacleToUse() const;
    QString obstacleToRun(QString (*obstacle)(const Run&)) const;
    QString obstacleToDelete(RunId id) const;
    void goOn();
    void show();
    void rename();
    void note();
    void pin();
    void save();
    void copy();
    void exportRows();
    void open();
    void remove();
    void refresh(); // what can be done with the selection now
    bool allOf(bool RunLabel::*member) const;
    RunId one() const { return selected_.size() == 1 ? selected_.front() : 0; }

    RunList& list_;
    std::vector<RunId> selected_;
    bool busy_ = false;
    QMenu* menu_ = nullptr;
    QMenu* recent_ = nullptr;
    std::array<QAction*, kinds> actions_{};
    std::array<QString, kinds> help_;
};

} // namespace unroll
