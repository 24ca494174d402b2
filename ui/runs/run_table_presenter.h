// Does what a person wants of a row of the table of runs: its setting back in the form, training on, saving it,
// opening one, exporting rows; and says what became of it. Rows are known by their ids, whatever the window trains by
// the time an answer comes.
#pragma once

#include "ui/state/run_selection.h"
#include "ui/state/services.h"
#include "ui/training/detached_jobs.h"
#include "ui/training/retrain_policy.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace unroll {

class MessageBar;
class RunFollower;
class RunPanel;
class Settings;

class RunTablePresenter : public QObject {
    Q_OBJECT

public:
    struct Parts {
        SessionController& controller;
        RetrainPolicy& policy;
        RunList& list;
        RunSelection& selection;
        RunFollower& follower;
        RunPanel& panel;
        MessageBar& messages;
        Settings& settings;
    };

    // All of them outlive the presenter.
    RunTablePresenter(Parts parts, const WindowServices& services, QWidget* window);

    void savePresent();

    // Pauses the training and saves all of them, several into folders of their own in the one that is asked for.
    // `saved` is called at the end when all of them are; otherwise the window says what is in the way.
    void pauseAndSave(const std::vector<RunId>& ids, std::function<void()> saved);

    // Closes by `close` once the runs that are being saved are, and says so. False when nothing is being saved, or the
    // window waits already: whoever closes it twice does not want to wait. When a run can't be saved it stays open.
    bool closeWhenSaved(std::function<void()> close);

private:
    struct Saving; // of several runs

    void useSetting(RunId id);
    void goOn(RunId id);
    void save(RunId id);
    void saveAll(const std::vector<RunId>& ids, std::function<void()> saved);
    void saveNext(const std::shared_ptr<Saving>& saving);
    void write(const std::shared_ptr<Saving>& saving, RunId id, const std::shared_ptr<const RunRecord>& record,
               const QString& folder); // throws std::runtime_error
    void endSaving(const std::shared_ptr<Saving>& saving);
    void failSaving(const QString& sentence);
    void endSavings();
    void sayWhenSlow(const std::shared_ptr<void>& job, const QString& sentence, const QString& button = {},
                     std::function<void()> stop = {});
    void remember(const QString& folder);
    void forget(const QString& folder);
    void exportRows(const std::vector<RunId>& ids);
    void copyRows(const std::vector<RunId>& ids);
    void open(const QString& folder);
    void followState(SessionController::State state);
    void explainProcessor(const SessionInfo& info);
    QString askSave(const QString& title, const QString& name, const QString& filter);
    QString askOpen();
    QString lossOf(RunId id) const; // why there was no record of it
    void warn(const QString& sentence);

    Parts parts_;
    const WindowServices& services_;
    QWidget* window_;
    QString undoOffer_; // the sentence beside the button
    int savings_ = 0;   // under way
    std::function<void()> close_;
    DetachedJobs jobs_;
};

} // namespace unroll
