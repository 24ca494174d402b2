#include "ui/runs/run_panel.h"

#include "ui/runs/run_actions.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_header.h"
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
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace unroll {
namespace {

constexpr int leastSetting = grid(36);
constexpr int leastNote = grid(18);
constexpr int indentation = grid(4);

// Of a line, and the longest name that is there from the beginning.
int nameWidth(const QFontMetrics& metrics) {
    return grid(16) + metrics.horizontalAdvance(RunPanel::tr("The paper's own"));
}

int section(RunColumn column) { return static_cast<int>(column); }

} // namespace

RunPanel::RunPanel(RunList& list, QWidget* parent)
    : QWidget(parent)
    , list_(list) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    model_ = new RunTableModel(list, this);
    setupView();
    setupColumns();
    setupActions();
    setupLayout();
    takeColours();
    connect(&list, &RunList::structureChanged, this, &RunPanel::followRows);
    connect(&list, &RunList::changed, this, &RunPanel::followRows);
    followRows();
}

void RunPanel::setupView() {
    view_ = new QTreeView(this);
    view_->setHeader(new RunHeader(view_));
    view_->setModel(model_);
    view_->setItemDelegate(new RunDelegate(view_));
    view_->setFont(smallFont());
    view_->setFrameShape(QFrame::NoFrame);
    view_->setUniformRowHeights(true);
    view_->setIndentation(indentation);
    view_->setExpandsOnDoubleClick(false); // it brings the setting back
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that no column moves when it is needed
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->viewport()->installEventFilter(this);
    view_->setObjectName(QStringLiteral("runs"));
    view_->setAccessibleName(tr("Runs"));
    view_->setToolTip(tr("The trainings of this window; a double click brings a run's setting back into the form"));
}

void RunPanel::setupColumns() {
    QHeaderView* header = view_->header();
    header->setStretchLastSection(false);
    const QFontMetrics metrics(view_->font());
    for (int i = 0; i < runColumns; ++i) {
        const auto column = static_cast<RunColumn>(i);
        const int words = std::max(figureWidth(metrics, widestText(column)),
                                   header->fontMetrics().horizontalAdvance(columnTitle(column)));
        header->setSectionResizeMode(i, QHeaderView::Fixed);
        widths_[static_cast<std::size_t>(i)] = words + 2 * RunDelegate::padding + grid(1);
        header->resizeSection(i, widths_[static_cast<std::size_t>(i)]);
    }
    header->resizeSection(section(RunColumn::Name), nameWidth(metrics));
}

// The numbers keep their widths; the name, the setting and the note share what is left. Without room the note gives
// way, and then what a comparison needs the least: a column is seen whole or not at all.
void RunPanel::shareWidth() {
    QHeaderView* header = view_->header();
    const int width = view_->viewport()->width();
    const int name = std::max(nameWidth(view_->fontMetrics()), width / 6);
    header->resizeSection(section(RunColumn::Name), name);
    int rest = width - name;
    for (int i = section(RunColumn::Accuracy); i <= section(RunColumn::Gradient); ++i)
        rest -= widths_[static_cast<std::size_t>(i)];
    for (const RunColumn column : {RunColumn::Gradient, RunColumn::Allocated, RunColumn::Time, RunColumn::Loss}) {
        const bool fits = rest >= leastSetting;
        view_->setColumnHidden(section(column), !fits);
        if (!fits)
            rest += widths_[static_cast<std::size_t>(section(column))];
    }
    const int setting = std::max(leastSetting, rest * 3 / 5);
    const bool noted = rest - setting >= leastNote;
    view_->setColumnHidden(section(RunColumn::Note), !noted);
    header->resizeSection(section(RunColumn::Setting), noted ? setting : std::max(leastSetting, rest));
    if (noted)
        header->resizeSection(section(RunColumn::Note), rest - setting);
}

bool RunPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_->viewport() && event->type() == QEvent::Resize)
        shareWidth();
    return QWidget::eventFilter(watched, event);
}

void RunPanel::setupActions() {
    actions_ = new RunActions(list_, this);
    const auto tellSelection = [this] {
        actions_->setSelection(selected());
        showVerdict();
    };
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, tellSelection);
    connect(view_, &QTreeView::activated, actions_, &RunActions::useSettingOfRow);
    connect(view_, &QWidget::customContextMenuRequested, this,
            [this](QPoint place) { actions_->menu()->popup(view_->viewport()->mapToGlobal(place)); });
    connect(actions_, &RunActions::nameWanted, this, [this](RunId id) { edit(id, RunColumn::Name); });
    connect(actions_, &RunActions::noteWanted, this, [this](RunId id) { edit(id, RunColumn::Note); });
    connect(actions_, &RunActions::settingWanted, this, &RunPanel::settingWanted);
    connect(actions_, &RunActions::goOnWanted, this, &RunPanel::goOnWanted);
    connect(actions_, &RunActions::saveWanted, this, &RunPanel::saveWanted);
    connect(actions_, &RunActions::exportWanted, this, &RunPanel::exportWanted);
    connect(actions_, &RunActions::copyWanted, this, &RunPanel::copyWanted);
    connect(actions_, &RunActions::undone, this, &RunPanel::undone);
    connect(actions_, &RunActions::openWanted, this, &RunPanel::openWanted);
    connect(actions_, &RunActions::deleted, this, &RunPanel::deleted);
    connect(actions_, &RunActions::refused, this, &RunPanel::refused);
    for (int row = 0; row < 9; ++row) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_1 + row), this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this, row] { toggleRow(row); });
    }
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
    column->addLayout(table, 1);
    column->addWidget(verdict_);
}

int RunPanel::heightFor(int rows) const {
    return view_->header()->sizeHint().height() + rows * RunDelegate::rowHeight(view_->fontMetrics());
}

void RunPanel::setBusy(bool busy) { actions_->setBusy(busy); }

void RunPanel::setRecent(const QStringList& folders) { actions_->setRecent(folders); }

void RunPanel::undo() { actions_->undo(); }

QList<std::pair<QString, QString>> RunPanel::shortcuts() const { return actions_->shortcuts(); }

QString RunPanel::verdictText() const { return verdict_->text(); }

void RunPanel::select(RunId id) {
    const QModelIndex row = model_->indexOf(id);
    view_->setCurrentIndex(row);
    view_->scrollTo(row);
}

std::vector<RunId> RunPanel::selected() const {
    QModelIndexList rows = view_->selectionModel()->selectedRows();
    std::ranges::sort(rows, [this](const QModelIndex& a, const QModelIndex& b) {
        return view_->visualRect(a).top() < view_->visualRect(b).top();
    });
    std::vector<RunId> ids;
    for (const QModelIndex& row : rows)
        ids.push_back(model_->idAt(row));
    return ids;
}

void RunPanel::edit(RunId id, RunColumn column) {
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
    const int rows = (height() - words - heightFor(0)) / RunDelegate::rowHeight(view_->fontMetrics());
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
