#include "ui/main_window_run_table.h"

#include "ui/main_window_form.h"
#include "ui/main_window_run_follow.h"
#include "ui/main_window_save.h"
#include "ui/models/run_row.h"
#include "ui/models/run_rows_csv.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_panel.h"
#include "ui/settings/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <stdexcept>

namespace unroll {
namespace {

using State = SessionController::State;

std::filesystem::path pathOf(const QString& path) { return path.toStdU16String(); }

QString askWithDialog(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter) {
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

QString askFolderWithDialog(QWidget* parent, const QString& title, const QString& suggestion, const QString&) {
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
}

} // namespace

RunTablePresenter::RunTablePresenter(Parts parts, const WindowServices& services, QWidget* window)
    : QObject(window)
    , parts_(parts)
    , services_(services)
    , window_(window) {
    RunPanel& panel = parts_.panel;
    connect(&panel, &RunPanel::settingWanted, this, &RunTablePresenter::useSetting);
    connect(&panel, &RunPanel::goOnWanted, this, &RunTablePresenter::goOn);
    connect(&panel, &RunPanel::saveWanted, this, &RunTablePresenter::save);
    connect(&panel, &RunPanel::exportWanted, this, &RunTablePresenter::exportRows);
    connect(&panel, &RunPanel::openWanted, this, &RunTablePresenter::open);
    connect(&panel, &RunPanel::refused, this,
            [this](const QString& sentence) { parts_.messages.show(MessageBar::Kind::Hint, sentence); });
    connect(&panel, &RunPanel::deleted, this, [this](const QString& sentence) {
        parts_.messages.show(MessageBar::Kind::Hint, sentence, tr("Undo"), [this] { parts_.panel.undo(); });
    });
    connect(&parts_.controller, &SessionController::stateChanged, this, &RunTablePresenter::followState);
    panel.setRecent(parts_.settings.recentRuns());
    followState(parts_.controller.state());
}

void RunTablePresenter::followState(State state) {
    parts_.panel.setBusy(state == State::Running || state == State::Preparing);
}

void RunTablePresenter::useSetting(RunId id) {
    if (const Run* run = parts_.list.find(id))
        parts_.form.use(run->hyperparameters);
    else if (const RunGroup* group = parts_.list.findGroup(id))
        parts_.form.use(group->hyperparameters);
}

void RunTablePresenter::goOn(RunId id) {
    const Run* run = parts_.list.find(id);
    if (!run || !obstacleToGoOn(*run).isEmpty())
        return;
    Hyperparameters setting = run->record->hyperparameters;
    setting.epochs = epochsAfterGoingOn(*run);
    parts_.form.adopt(setting);
    parts_.follower.goOn(id);
    parts_.controller.train();
}

QString RunTablePresenter::askSave(const QString& title, const QString& name, const QString& filter) {
    const AskPath& ask = services_.askPath ? services_.askPath : askWithDialog;
    const QString path = ask(window_, title, QDir(parts_.settings.exportFolder()).filePath(name), filter);
    if (!path.isEmpty())
        parts_.settings.setExportFolder(QFileInfo(path).absolutePath());
    return path;
}

QString RunTablePresenter::askOpen() {
    const AskPath& ask = services_.askRunFolder ? services_.askRunFolder : askFolderWithDialog;
    return ask(window_, tr("Open a run"), parts_.settings.exportFolder(), {});
}

void RunTablePresenter::warn(const std::exception& error) {
    parts_.messages.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()));
}

void RunTablePresenter::save(RunId id) {
    const Run* run = parts_.list.find(id);
    if (!run || !obstacleToSave(*run).isEmpty())
        return;
    const auto record = run->record; // the dialog turns the event loop
    const QString folder =
        askSave(tr("Save the run to a new folder"), QStringLiteral("run-%1").arg(run->label.number), tr("Folder (*)"));
    if (folder.isEmpty())
        return;
    try {
        services_.saveRun(*record, pathOf(folder));
        if (parts_.list.present() && parts_.list.present()->id == id)
            notePresentSaved(folder);
        else
            noteSaved(id, folder);
        parts_.messages.show(MessageBar::Kind::Hint, tr("Saved to %1.").arg(QDir::toNativeSeparators(folder)));
    } catch (const std::exception& error) {
        warn(error);
    }
}

void RunTablePresenter::noteSaved(RunId id, const QString& folder) {
    parts_.list.setFolder(id, folder);
    remember(folder);
}

void RunTablePresenter::notePresentSaved(const QString& folder) {
    if (const Run* present = parts_.list.present())
        noteSaved(present->id, folder);
    emit presentRunSaved();
}

void RunTablePresenter::exportRows(const std::vector<RunId>& ids) {
    const QByteArray csv = QByteArray::fromStdString(runRowsCsv(parts_.list, ids));
    const QString path = askSave(tr("Export the selected rows"), QStringLiteral("runs.csv"), tr("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    try {
        saveFile(path, csv);
        parts_.messages.show(MessageBar::Kind::Hint, tr("Saved to %1.").arg(QDir::toNativeSeparators(path)));
    } catch (const std::exception& error) {
        warn(error);
    }
}

void RunTablePresenter::open(const QString& folder) {
    const QString chosen = folder.isEmpty() ? askOpen() : folder;
    if (chosen.isEmpty())
        return;
    try {
        parts_.panel.select(parts_.list.insert(services_.openRun(pathOf(chosen)), chosen));
        remember(chosen);
    } catch (const std::exception& error) {
        warn(error);
    }
}

void RunTablePresenter::remember(const QString& folder) {
    parts_.settings.addRecentRun(folder);
    parts_.panel.setRecent(parts_.settings.recentRuns());
}

} // namespace unroll
