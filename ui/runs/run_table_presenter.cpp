#include "ui/runs/run_table_presenter.h"

#include "ui/runs/run_panel.h"
#include "ui/runs/run_row.h"
#include "ui/runs/run_rows_csv.h"
#include "ui/runs/run_rows_text.h"
#include "ui/state/settings.h"
#include "ui/state/unsaved_runs.h"
#include "ui/training/run_follower.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/save_file.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr std::chrono::milliseconds moment{500}; // that nothing needs to be said of
constexpr QLatin1String savingCause("saving");

std::filesystem::path pathOf(const QString& path) { return path.toStdU16String(); }

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
            [this](const QString& sentence) { parts_.messages.show(MessageBar::Kind::Note, sentence); });
    connect(&panel, &RunPanel::deleted, this, [this](const QString& sentence) {
        undoOffer_ = sentence;
        parts_.messages.show(MessageBar::Kind::Hint, sentence, tr("Undo"), [this] { parts_.panel.undo(); });
    });
    connect(&panel, &RunPanel::undone, this, [this] {
        if (parts_.messages.sentence() == undoOffer_)
            parts_.messages.clear();
    });
    connect(&panel, &RunPanel::copyWanted, this, &RunTablePresenter::copyRows);
    connect(&parts_.controller, &SessionController::stateChanged, this, &RunTablePresenter::followState);
    connect(&parts_.controller, &SessionController::configured, this, &RunTablePresenter::explainProcessor);
    panel.setRecent(parts_.settings.recentRuns());
    followState(parts_.controller.state());
}

void RunTablePresenter::followState(State state) {
    parts_.panel.setBusy(state == State::Running || state == State::Preparing);
}

// Sums go in another order with wider vectors.
void RunTablePresenter::explainProcessor(const SessionInfo& info) {
    if (info.simdBefore.empty())
        return;
    parts_.messages.show(MessageBar::Kind::Note,
                         tr("The run was trained with %1 before and goes on with %2: its weights agree with those of a "
                            "training on one of them alone to rounding, not bit by bit.")
                             .arg(QString::fromStdString(info.simdBefore.back()), QString::fromStdString(info.simd)));
}

void RunTablePresenter::useSetting(RunId id) {
    if (const Run* run = parts_.list.find(id))
        parts_.policy.use(run->hyperparameters);
    else if (const RunGroup* group = parts_.list.findGroup(id))
        parts_.policy.use(group->hyperparameters);
}

void RunTablePresenter::goOn(RunId id) {
    const Run* run = parts_.list.find(id);
    if (!run || !obstacleToGoOn(*run).isEmpty())
        return;
    Hyperparameters setting = run->record->hyperparameters;
    setting.epochs = epochsAfterGoingOn(*run);
    parts_.policy.adopt(setting);
    parts_.follower.goOn(id);
    parts_.controller.train();
}

QString RunTablePresenter::askSave(const QString& title, const QString& name, const QString& filter) {
    return askSavePath(window_, services_, parts_.settings, title, name, filter);
}

QString RunTablePresenter::askOpen() {
    const AskPath& ask = services_.askRunFolder ? services_.askRunFolder : askFolderWithDialog;
    return ask(window_, tr("Open a run"), parts_.settings.exportFolder(), {});
}

void RunTablePresenter::warn(const QString& sentence) { parts_.messages.show(MessageBar::Kind::Warning, sentence); }

void RunTablePresenter::savePresent() {
    if (const Run* run = parts_.selection.run(); run && parts_.list.find(run->id))
        save(run->id);
    else
        warn(tr("The run on show was deleted; undo that to save it."));
}

void RunTablePresenter::save(RunId id) { saveAll({id}, nullptr); }

// A training that went on would be ahead of what was saved.
void RunTablePresenter::pauseAndSave(const std::vector<RunId>& ids, std::function<void()> saved) {
    parts_.controller.pause();
    saveAll(ids, std::move(saved));
}

struct RunTablePresenter::Saving {
    std::vector<std::pair<RunId, QString>> left; // with the folder of each
    QString folder;                              // that was asked for
    std::function<void()> saved;
    std::size_t runs = 0;
    std::size_t done = 0;
    bool stopped = false;
};

// The dialog turns the event loop: what it is about is known by its id.
void RunTablePresenter::saveAll(const std::vector<RunId>& ids, std::function<void()> saved) {
    const bool one = ids.size() == 1;
    const QString folder = askSave(one ? tr("Save the run to a new folder") : tr("Save the runs to a new folder"),
                                   one ? folderNameFor(parts_.list, ids.front()) : tr("runs"), tr("Folder (*)"));
    if (folder.isEmpty())
        return;
    auto saving = std::make_shared<Saving>(Saving{.left = {}, .folder = folder, .saved = std::move(saved)});
    QStringList taken;
    for (const RunId id : ids) {
        const QString wanted = folderNameFor(parts_.list, id);
        QString name = wanted;
        for (int i = 2; taken.contains(name, Qt::CaseInsensitive); ++i)
            name = QStringLiteral("%1-%2").arg(wanted).arg(i);
        taken.append(name);
        saving->left.emplace_back(id, one ? folder : QDir(folder).filePath(name));
    }
    std::ranges::reverse(saving->left);
    ++savings_;
    saving->runs = saving->left.size();
    sayWhenSlow(saving, tr("Saving to %1\u2026").arg(QDir::toNativeSeparators(folder)), one ? QString() : tr("Stop"),
                [saving] {
                    saving->stopped = !saving->left.empty();
                    saving->left.clear();
                });
    saveNext(saving);
}

void RunTablePresenter::saveNext(const std::shared_ptr<Saving>& saving) {
    if (saving->left.empty())
        return endSaving(saving);
    const auto [id, folder] = saving->left.back();
    saving->left.pop_back();
    parts_.follower.withRecord(
        id, this, [this, saving, id = id, folder = folder](const std::shared_ptr<const RunRecord>& record) {
            try {
                if (!record || record->weights.empty())
                    throw std::runtime_error(lossOf(id).toStdString());
                write(saving, id, record, folder);
            } catch (const std::exception& error) {
                failSaving(QString::fromUtf8(error.what()));
            }
        });
}

// The record is shared by others, so that its label is set in a copy, away from the window's thread.
void RunTablePresenter::write(const std::shared_ptr<Saving>& saving, RunId id,
                              const std::shared_ptr<const RunRecord>& record, const QString& folder) {
    const Run* run = parts_.list.find(id);
    const RecordLabel label = run ? labelFor(parts_.list, *run) : record->label;
    auto drawn = services_.drawRun ? services_.drawRun(*record) : std::vector<RunFile>(); // by this thread alone
    jobs_.post([this, saving, id, record, folder, label, drawn = std::move(drawn),
                save = services_.saveRun]() -> DetachedJobs::Delivery {
        try {
            const auto labelled = std::make_shared<RunRecord>(*record);
            labelled->label = label;
            save(*labelled, drawn, pathOf(folder));
            return [this, saving, id, labelled, folder] {
                parts_.list.noteSaved(id, folder, *labelled);
                remember(folder);
                parts_.messages.setProgress(savingCause,
                                            static_cast<double>(++saving->done) / static_cast<double>(saving->runs));
                saveNext(saving);
            };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] { failSaving(sentence); };
        }
    });
}

void RunTablePresenter::endSaving(const std::shared_ptr<Saving>& saving) {
    parts_.messages.settle(savingCause);
    if (saving->stopped)
        parts_.messages.show(MessageBar::Kind::Note, tr("Stopped: %1 of %2 runs were saved to %3.")
                                                         .arg(saving->done)
                                                         .arg(saving->runs)
                                                         .arg(QDir::toNativeSeparators(saving->folder)));
    else
        tellSavedTo(parts_.messages, services_, saving->folder);
    if (saving->saved && !saving->stopped)
        saving->saved();
    endSavings();
}

void RunTablePresenter::endSavings() {
    if (--savings_ == 0 && close_)
        std::exchange(close_, {})();
}

void RunTablePresenter::failSaving(const QString& sentence) {
    --savings_;
    parts_.messages.settle(savingCause);
    close_ = {};
    warn(sentence);
}

bool RunTablePresenter::closeWhenSaved(std::function<void()> close) {
    if (savings_ == 0 || close_)
        return false;
    close_ = std::move(close);
    parts_.messages.show(MessageBar::Kind::Note,
                         tr("The window closes once the runs are saved; close it again to wait no longer."));
    return true;
}

// A job is under way as long as somebody holds it.
void RunTablePresenter::sayWhenSlow(const std::shared_ptr<void>& job, const QString& sentence, const QString& button,
                                    std::function<void()> stop) {
    QTimer::singleShot(moment, this, [=, this, stop = std::move(stop), left = std::weak_ptr<void>(job)] {
        if (!left.expired())
            parts_.messages.show(button.isEmpty() ? MessageBar::Kind::Note : MessageBar::Kind::Hint, sentence, button,
                                 stop, savingCause);
    });
}

QString RunTablePresenter::lossOf(RunId id) const {
    const Run* run = parts_.list.find(id);
    if (!run)
        return tr("The run is no longer in the table, so it was not saved.");
    const QString obstacle = obstacleToSave(*run);
    return tr("%1 was not saved. %2")
        .arg(rowName(parts_.list, id), obstacle.isEmpty() ? tr("Another run began before.") : obstacle);
}

void RunTablePresenter::exportRows(const std::vector<RunId>& ids) {
    const QByteArray csv = QByteArray::fromStdString(runRowsCsv(parts_.list, ids));
    const QString path = askSave(tr("Export the selected rows"), QStringLiteral("runs.csv"), tr("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    ++savings_;
    const auto job = [this, path, csv]() -> DetachedJobs::Delivery {
        try {
            saveFile(path, csv);
            return [this, path] {
                tellSaved(parts_.messages, services_, path, {});
                endSavings();
            };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] { failSaving(sentence); };
        }
    };
    try {
        jobs_.post(job);
    } catch (const std::exception& error) { // there is no thread to write it
        failSaving(QString::fromUtf8(error.what()));
    }
}

void RunTablePresenter::copyRows(const std::vector<RunId>& ids) {
    auto data = std::make_unique<QMimeData>();
    data->setText(runRowsText(parts_.list, ids));
    data->setHtml(runRowsHtml(parts_.list, ids));
    QGuiApplication::clipboard()->setMimeData(data.release());
    parts_.messages.show(MessageBar::Kind::Note, tr("The selected rows are on the clipboard."));
}

void RunTablePresenter::open(const QString& folder) {
    const QString chosen = folder.isEmpty() ? askOpen() : folder;
    if (chosen.isEmpty())
        return;
    const auto job = std::make_shared<bool>();
    try {
        jobs_.post([this, job, chosen, read = services_.openRun]() -> DetachedJobs::Delivery {
            try {
                const auto record = std::make_shared<const RunRecord>(read(pathOf(chosen)));
                return [this, job, chosen, record] {
                    parts_.selection.select({parts_.list.insert(record, chosen)});
                    remember(chosen);
                };
            } catch (const std::exception& error) {
                return [this, job, chosen, sentence = QString::fromUtf8(error.what())] {
                    forget(chosen);
                    warn(sentence);
                };
            }
        });
    } catch (const std::exception& error) {
        return warn(QString::fromUtf8(error.what()));
    }
    sayWhenSlow(job, tr("Opening %1\u2026").arg(QDir::toNativeSeparators(chosen)));
}

void RunTablePresenter::forget(const QString& folder) {
    parts_.settings.forgetRecentRun(folder);
    parts_.panel.setRecent(parts_.settings.recentRuns());
}

void RunTablePresenter::remember(const QString& folder) {
    parts_.settings.addRecentRun(folder);
    parts_.panel.setRecent(parts_.settings.recentRuns());
}

} // namespace unroll
