#include "ui/runs/run_panel.h"

#include "ui/runs/run_actions.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_view.h"
#include "ui/state/seed_statistics.h"
#include "ui/state/seed_verdict.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/flat_button.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace unroll {
RunPanel::RunPanel(RunList& list, RunEdits& edits, RunSelection& selection, QWidget* parent)
    : QWidget(parent)
    , list_(list)
    , edits_(edits)
    , selection_(selection) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    model_ = new RunSortModel(*new RunTableModel(list, edits, this), this);
    setupView();
    setupActions();
    setupKeys();
    setupFilter();
    setupLayout();
    takeColours();
    connect(&list, &RunList::structureChanged, this, &RunPanel::followRows);
    connect(&list, &RunList::changed, this, &RunPanel::followRows);
    connect(&selection, &RunSelection::changed, this, &RunPanel::followSelection);
    followRows();
    followSelection();
}

void RunPanel::setupView() {
    view_ = new RunView(*model_, this);
    view_->setObjectName(QStringLiteral("runs"));
    view_->setAccessibleName(tr("Runs"));
    view_->setToolTip(
        tr("The trainings of this window: the selected one is on show, a second one is held against it; a "
           "double click brings a run's setting back into the form"));
    connect(view_, &RunView::columnsChosen, this, &RunPanel::columnsChosen);
}

void RunPanel::setColumns(const QStringList& columns) { view_->setColumns(columns); }

void RunPanel::setupActions() {
    actions_ = new RunActions(list_, edits_, this);
    actions_->addToMenu(view_->columnMenu());
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunPanel::tellSelection);
    connect(view_, &QTreeView::activated, actions_, &RunActions::useSettingOfRow);
    connect(view_, &QWidget::customContextMenuRequested, this,
            [this](QPoint place) { actions_->menu()->popup(view_->viewport()->mapToGlobal(place)); });
    connect(actions_, &RunActions::nameWanted, this, [this](RunId id) { edit(id, runColumn("name")); });
    connect(actions_, &RunActions::noteWanted, this, [this](RunId id) { edit(id, runColumn("note")); });
    connect(actions_, &RunActions::findWanted, this, &RunPanel::openFilter);
    connect(actions_, &RunActions::settingWanted, this, &RunPanel::settingWanted);
    connect(actions_, &RunActions::goOnWanted, this, &RunPanel::goOnWanted);
    connect(actions_, &RunActions::saveWanted, this, &RunPanel::saveWanted);
    connect(actions_, &RunActions::exportWanted, this, &RunPanel::exportWanted);
    connect(actions_, &RunActions::copyWanted, this, &RunPanel::copyWanted);
    connect(actions_, &RunActions::undone, this, &RunPanel::undone);
    connect(actions_, &RunActions::openWanted, this, &RunPanel::openWanted);
    connect(actions_, &RunActions::deleted, this, &RunPanel::deleted);
    connect(actions_, &RunActions::refused, this, &RunPanel::refused);
}

void RunPanel::setupKeys() {
    for (int row = 0; row < 9; ++row) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_1 + row), this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this, row] { toggleRow(row); });
        numberKeys_.append(shortcut);
    }
}

void RunPanel::setNumberKeys(bool work) {
    for (QShortcut* key : std::as_const(numberKeys_))
        key->setEnabled(work);
}

void RunPanel::setupFilter() {
    filterRow_ = new QWidget(this);
    filter_ = new QLineEdit(filterRow_);
    filter_->setObjectName(QStringLiteral("findRuns"));
    filter_->setFont(smallFont());
    filter_->setClearButtonEnabled(true);
    filter_->setPlaceholderText(tr("Words of a name, a setting or a note"));
    filter_->setAccessibleName(tr("Find runs"));
    filter_->setToolTip(tr("Only rows in which all of these words are found; Esc shows all again"));
    filter_->installEventFilter(this);
    auto* row = new QHBoxLayout(filterRow_);
    row->setContentsMargins(grid(3), 2, grid(3), 2);
    row->addWidget(filter_);
    filterRow_->hide();
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& words) {
        model_->setWords(words);
        view_->expandAll();
        followRows();
    });
}

void RunPanel::openFilter() {
    filterRow_->show();
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
    fitRows();
}

void RunPanel::closeFilter() {
    filter_->clear();
    filterRow_->hide();
    view_->collapseAll();
    view_->setFocus(Qt::OtherFocusReason);
    fitRows();
}

bool RunPanel::eventFilter(QObject* watched, QEvent* event) {
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != filter_ || !key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept(); // and does not stop the training
    if (event->type() == QEvent::KeyPress)
        closeFilter();
    return true;
}

// A row that is selected while others are comes behind them: the first that a person chose is on show.
void RunPanel::tellSelection() {
    const std::vector<RunId> now = selected();
    actions_->setSelection(now);
    showVerdict();
    if (following_)
        return;
    std::vector<RunId> ordered = selection_.ids();
    std::erase_if(ordered, [&](RunId id) { return std::ranges::find(now, id) == now.end(); });
    for (const RunId id : now)
        if (std::ranges::find(ordered, id) == ordered.end())
            ordered.push_back(id);
    selection_.select(std::move(ordered));
}

void RunPanel::followSelection() {
    std::vector<RunId> wanted = selection_.ids();
    std::vector<RunId> now = selected();
    std::ranges::sort(wanted);
    std::ranges::sort(now);
    if (wanted == now)
        return;
    const QScopedValueRollback following(following_, true);
    view_->select(selection_.ids());
}

void RunPanel::setupLayout() {
    menu_ = new FlatButton(this);
    menu_->setObjectName(QStringLiteral("runMenu"));
    menu_->setIcon(icon(QStringLiteral("more")));
    menu_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    menu_->setFixedSize(grid(7), grid(6));
    menu_->setToolTip(tr("Open a run, and what can be done with the selected ones"));
    menu_->setAccessibleName(tr("What can be done with the runs"));
    menu_->setKey(Qt::Key_M);
    connect(menu_, &QToolButton::clicked, this,
            [this] { actions_->menu()->popup(menu_->mapToGlobal(QPoint(0, menu_->height()))); });
    verdict_ = new QLabel(this);
    verdict_->setObjectName(QStringLiteral("verdict"));
    verdict_->setFont(smallFont());
    verdict_->setWordWrap(true);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setContentsMargins(grid(3), 0, grid(3), grid(1));
    verdict_->setToolTip(verdictRule());
    verdict_->setAccessibleName(tr("What the seeds say"));

    auto* rows = new QVBoxLayout;
    rows->addWidget(view_, 1);
    rows->addStretch(0);
    auto* table = new QHBoxLayout;
    table->setSpacing(0);
    table->addLayout(rows, 1);
    table->addWidget(menu_, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(filterRow_);
    column->addLayout(table, 1);
    column->addWidget(verdict_);
}

int RunPanel::heightFor(int rows) const { return view_->heightFor(rows); }

void RunPanel::setBusy(bool busy) { actions_->setBusy(busy); }

void RunPanel::setRecent(const QStringList& folders) { actions_->setRecent(folders); }

void RunPanel::undo() { actions_->undo(); }

QList<std::pair<QString, QString>> RunPanel::shortcuts() const { return actions_->shortcuts(); }

QString RunPanel::verdictText() const { return verdict_->text(); }

std::vector<RunId> RunPanel::selected() const { return view_->selected(); }

void RunPanel::edit(RunId id, int column) {
    if (view_->isColumnHidden(column))
        view_->setColumnHidden(column, false);
    const QModelIndex cell = model_->indexOf(id, column);
    view_->scrollTo(cell);
    view_->setFocus();
    view_->edit(cell);
}

void RunPanel::toggleRow(int row) {
    const QModelIndex cell = model_->index(row, 0);
    if (cell.flags() & Qt::ItemIsUserCheckable)
        model_->setData(cell, cell.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                        Qt::CheckStateRole);
}

void RunPanel::followRows() {
    const QModelIndex first = model_->index(0, 0);
    view_->setFirstColumnSpanned(0, {}, first.data(RunTableModel::KindRole).toInt() == static_cast<int>(RunKind::Hint));
    showVerdict();
}

void RunPanel::showVerdict() {
    const QString sentence = seedVerdict(list_, selected());
    verdict_->setText(sentence);
    verdict_->setVisible(!sentence.isEmpty());
    fitRows();
}

// No row is cut off at the bottom: below the last whole one the panel stays empty.
void RunPanel::fitRows() {
    const int words = verdict_->isHidden() ? 0 : verdict_->heightForWidth(width());
    const int filter = filterRow_->isHidden() ? 0 : filterRow_->sizeHint().height();
    const int rows = (height() - words - filter - heightFor(0)) / RunDelegate::rowHeight(view_->fontMetrics());
    view_->setMaximumHeight(heightFor(std::max(rows, 1)));
}

void RunPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitRows();
}

void RunPanel::takeColours() {
    const Colours colours = coloursOf(palette());
    const QColor base = palette().color(QPalette::Base);
    const QColor full = QApplication::palette().color(QPalette::Highlight);
    const auto mixed = [](int from, int to) { return (4 * from + to) / 5; };
    QPalette quiet = palette();
    quiet.setColor(QPalette::Highlight, QColor(mixed(base.red(), full.red()), mixed(base.green(), full.green()),
                                               mixed(base.blue(), full.blue())));
    quiet.setColor(QPalette::HighlightedText, palette().color(QPalette::Text));
    view_->setPalette(quiet);
    QPalette words = palette();
    words.setColor(QPalette::Text, colours.secondary);
    words.setColor(QPalette::WindowText, colours.secondary);
    verdict_->setPalette(words);
}

void RunPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && verdict_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
