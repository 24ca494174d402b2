// Does what a person wants of a row of the table of runs: its setting back in the form, training on, saving it,
// opening one, exporting rows; and says what became of it.
#pragma once

#include "ui/models/run_list.h"
#include "ui/services.h"
#include "ui/session/session_controller.h"

#include <QObject>

namespace unroll {

class FormPresenter;
class MessageBar;
class RunFollower;
class RunPanel;
class Settings;

class RunTablePresenter : public QObject {
    Q_OBJECT

public:
    struct Parts {
        SessionController& controller;
        RunList& list;
        RunFollower& follower;
        RunPanel& panel;
        FormPresenter& form;
        MessageBar& messages;
        Settings& settings;
    };

    // All of them outlive the presenter.
    RunTablePresenter(Parts parts, const WindowServices& services, QWidget* window);

    void notePresentSaved(const QString& folder); // whoever saved it

signals:
    void presentRunSaved();

private:
    void useSetting(RunId id);
    void goOn(RunId id);
    void save(RunId id);
    void noteSaved(RunId id, const QString& folder);
    void exportRows(const std::vector<RunId>& ids);
    void open(const QString& folder);
    void followState(SessionController::State state);
    void remember(const QString& folder);
    QString askSave(const QString& title, const QString& name, const QString& filter);
    QString askOpen();
    void warn(const std::exception& error);

    Parts parts_;
    const WindowServices& services_;
    QWidget* window_;
};

} // namespace unroll
