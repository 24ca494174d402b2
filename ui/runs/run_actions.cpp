#include "ui/runs/run_actions.h"

#include "ui/runs/run_row.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace unroll {

RunActions::RunActions(RunList& list, RunEdits& edits, QWidget* panel)
    : QObject(panel)
    , list_(list)
    , edits_(edits) {
    setupActions(panel);
    setupMenu(panel);
    connect(&list, &RunList::changed, this, [this](qint64 id) {
        if (std::ranges::find(selected_, id) != selected_.end())
            refresh();
    });
    connect(&list, &RunList::structureChanged, this, &RunActions::refresh);
    connect(&edits, &RunEdits::changed, this, &RunActions::refresh);
    refresh();
}

QAction* RunActions::add(Kind kind, const QString& text, const QString& help, const QKeySequence& key,
                         void (RunActions::*act)()) {
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, act);
    actions_[kind] = action;
    help_[kind] = help;
    return action;
}

void RunActions::setupActions(QWidget* panel) {
    // The view itself knows Return, so that an editor in it ends with Return as well.
    add(UseSetting, tr("&Use its setting\t%1").arg(QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText)),
        tr("Put the run's setting into the form"), {}, &RunActions::useSettingOfRow);
    add(GoOn, tr("&Resume training"), tr("Resume the training of the run where it rests"), Qt::CTRL | Qt::Key_Return,
        &RunActions::goOn);
    add(Keep, tr("&Keep"), tr("Keep the run that a drag led to; otherwise the next value takes its place"), Qt::Key_K,
        &RunActions::keep)
        ->setShortcutContext(Qt::WindowShortcut);
    add(Show, tr("&Hide"), tr("Hide the run in the plots, or show it; the keys 1 to 9 do so for the first rows"), {},
        &RunActions::show);
    add(Rename, tr("&Rename"), tr("Give the run a name"), Qt::Key_F2, &RunActions::rename);
    add(Note, tr("Write a &note"), tr("Write down what you want to remember of the run"), Qt::SHIFT | Qt::Key_F2,
        &RunActions::note);
    add(Pin, tr("&Pin"), tr("Keep the run on top of the table; it can't be deleted"), Qt::CTRL | Qt::Key_P,
        &RunActions::pin);
    add(Save, tr("&Save to a folder\u2026"), tr("Save the run: setting, metrics, weights and plots"),
        QKeySequence::Save, &RunActions::save);
    add(Copy, tr("&Copy the rows"), tr("Copy the selected rows as a table"), QKeySequence::Copy, &RunActions::copy);
    add(Export, tr("E&xport as CSV\u2026"), tr("Save the selected rows as a table"), {}, &RunActions::exportRows);
    add(Open, tr("&Open a run\u2026"), tr("Open a folder that a training was saved to"), QKeySequence::Open,
        &RunActions::open)
        ->setShortcutContext(Qt::WindowShortcut);
    add(Find, tr("&Find runs"), tr("Show only rows with these words"), QKeySequence::Find, &RunActions::find)
        ->setShortcutContext(Qt::WindowShortcut);
    add(Delete, tr("&Delete"), tr("Take the run out of the table; it can be undone"), QKeySequence::Delete,
        &RunActions::remove);
    add(Undo, tr("U&ndo"), tr("Undo what was done to the runs last: a name, a note, a pin, deleting"),
        QKeySequence::Undo, &RunActions::undo)
        ->setShortcutContext(Qt::WindowShortcut);
    add(Redo, tr("R&edo"), tr("Do again what was undone last"), QKeySequence::Redo, &RunActions::redo)
        ->setShortcutContext(Qt::WindowShortcut);
    for (QAction* action : actions_)
        panel->addAction(action);
}

void RunActions::setupMenu(QWidget* panel) {
    menu_ = new QMenu(panel);
    menu_->setToolTipsVisible(true);
    recent_ = new QMenu(tr("Open &again"), menu_);
    for (const Kind kind : {UseSetting, GoOn})
        menu_->addAction(actions_[kind]);
    menu_->addSeparator();
    for (const Kind kind : {Keep, Show, Rename, Note, Pin})
        menu_->addAction(actions_[kind]);
    menu_->addSeparator();
    for (const Kind kind : {Save, Copy, Export, Open})
        menu_->addAction(actions_[kind]);
    menu_->addMenu(recent_);
    menu_->addSeparator();
    for (const Kind kind : {Delete, Undo, Redo, Find})
        menu_->addAction(actions_[kind]);
    setRecent({});
}

void RunActions::setSelection(std::vector<RunId> selected) {
    selected_ = std::move(selected);
    refresh();
}

void RunActions::setBusy(bool busy) {
    busy_ = busy;
    refresh();
}

void RunActions::setRecent(const QStringList& folders) {
    recent_->clear();
    recent_->menuAction()->setVisible(!folders.isEmpty());
    for (const QString& folder : folders) {
        QString words = QDir::toNativeSeparators(folder);
        QAction* action = recent_->addAction(words.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, folder] { emit openWanted(folder); });
    }
}

void RunActions::allow(Kind kind, const QString& obstacle) {
    actions_[kind]->setEnabled(obstacle.isEmpty());
    actions_[kind]->setToolTip(obstacle.isEmpty() ? help_[kind] : obstacle);
}

void RunActions::refresh() {
    std::erase_if(selected_, [this](RunId id) { return !list_.label(id); });
    const QString none = selected_.empty() ? tr("Select a row first.") : QString();
    const RunKind kind = one() != 0 ? kindOf(list_, one()) : RunKind::Hint;
    const bool named = kind == RunKind::Run || kind == RunKind::Group;
    allow(UseSetting, obstacleToUse());
    allow(GoOn, busy_ ? tr("A training runs; pause it first.") : obstacleToRun(&obstacleToGoOn));
    allow(Show, none);
    allow(Rename, named ? QString() : tr("Select one run to name it."));
    allow(Note, named ? QString() : tr("Select one run to note something."));
    allow(Pin, none);
    allow(Save, obstacleToRun(&obstacleToSave));
    allow(Copy, none);
    allow(Export, none);
    allow(Open, {});
    allow(Delete, none);
    allow(Undo, edits_.canUndo() ? QString() : tr("There is nothing to undo."));
    allow(Redo, edits_.canRedo() ? QString() : tr("There is nothing to do again."));
    allow(Find, {});
    allow(Keep, draft() != 0 ? QString() : tr("Only the run that a drag led to last can be kept: the others stay."));
    actions_[Undo]->setText(edits_.canUndo() ? tr("U&ndo: %1").arg(edits_.undoText()) : tr("U&ndo"));
    actions_[Redo]->setText(edits_.canRedo() ? tr("R&edo: %1").arg(edits_.redoText()) : tr("R&edo"));
    actions_[Show]->setText(allOf(&RunLabel::shown) ? tr("&Hide") : tr("&Show"));
    actions_[Pin]->setText(allOf(&RunLabel::pinned) ? tr("Un&pin") : tr("&Pin"));
    if (const Run* run = list_.find(one()); run && run->status == RunStatus::Done)
        actions_[GoOn]->setText(tr("&Resume for %1 epochs").arg(run->hyperparameters.epochs));
    else
        actions_[GoOn]->setText(tr("&Resume training"));
}

QString RunActions::obstacleToUse() const {
    const RunKind kind = one() != 0 ? kindOf(list_, one()) : RunKind::Hint;
    return kind == RunKind::Hint || kind == RunKind::Reference ? tr("Select one run of yours first.") : QString();
}

QString RunActions::obstacleToRun(QString (*obstacle)(const Run&)) const {
    const Run* run = list_.find(one());
    if (list_.findGroup(one()))
        return tr("Open the group and select one of its seeds.");
    return run ? obstacle(*run) : tr("Select one run of yours first.");
}

QString RunActions::obstacleToDelete(RunId id) const {
    const Run* present = list_.present();
    if (kindOf(list_, id) == RunKind::Reference)
        return tr("%1 is published and can only be hidden.").arg(rowName(list_, id));
    if (list_.label(id)->pinned)
        return tr("%1 is pinned; unpin it to delete it.").arg(rowName(list_, id));
    if (present && present->status == RunStatus::Running && (present->id == id || present->group == id))
        return tr("%1 is being trained; stop it to delete it.").arg(rowName(list_, id));
    return {};
}

bool RunActions::allOf(bool RunLabel::*member) const {
    return std::ranges::all_of(selected_, [&](RunId id) { return list_.label(id)->*member; });
}

void RunActions::useSettingOfRow() {
    if (actions_[UseSetting]->isEnabled())
        emit settingWanted(one());
}

void RunActions::goOn() { emit goOnWanted(one()); }

void RunActions::rename() { emit nameWanted(one()); }

void RunActions::note() { emit noteWanted(one()); }

void RunActions::save() { emit saveWanted(one()); }

void RunActions::copy() { emit copyWanted(selected_); }

void RunActions::exportRows() { emit exportWanted(selected_); }

void RunActions::open() { emit openWanted({}); }

// There is one at most: the last of a drag.
RunId RunActions::draft() const {
    for (const Run& run : list_.runs())
        if (list_.isDraft(run.id))
            return run.id;
    return 0;
}

void RunActions::keep() { list_.keepDraft(draft()); }

void RunActions::redo() { edits_.redo(); }

void RunActions::find() { emit findWanted(); }

void RunActions::addToMenu(QMenu* menu) { menu_->addMenu(menu); }

void RunActions::show() {
    const bool shown = !allOf(&RunLabel::shown);
    for (const RunId id : std::vector(selected_))
        list_.setShown(id, shown);
}

void RunActions::pin() {
    const bool pinned = !allOf(&RunLabel::pinned);
    std::vector<RunId> ids = selected_;
    std::erase_if(ids, [this](RunId id) { return kindOf(list_, id) == RunKind::Seed; });
    edits_.setPinned(ids, pinned);
}

void RunActions::remove() {
    std::vector<RunId> wanted;
    QString obstacle;
    for (const RunId id : selected_)
        if (const QString reason = obstacleToDelete(id); reason.isEmpty())
            wanted.push_back(id);
        else if (obstacle.isEmpty())
            obstacle = reason;
    if (wanted.empty() && !obstacle.isEmpty()) {
        emit refused(obstacle);
        return;
    }
    const QString name =
        wanted.size() == 1 ? rowName(list_, wanted.front()) : tr("%n runs", nullptr, static_cast<int>(wanted.size()));
    if (!edits_.remove(wanted, name).empty())
        emit deleted(tr("%1 deleted.").arg(name));
}

void RunActions::undo() {
    edits_.undo();
    emit undone();
}

QList<std::pair<QString, QString>> RunActions::shortcuts() const {
    QList<std::pair<QString, QString>> list{
        {tr("Show or hide a run"), tr("1 to 9")},
        {help_[UseSetting], QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText)}};
    for (const Kind kind : {GoOn, Keep, Rename, Note, Pin, Save, Copy, Open, Find, Delete, Undo, Redo})
        list.append({help_[kind], actions_[kind]->shortcut().toString(QKeySequence::NativeText)});
    return list;
}

} // namespace unroll
