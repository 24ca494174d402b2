#include "ui/runs/run_view.h"

#include "ui/runs/run_delegate.h"
#include "ui/runs/run_header.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"

#include <QEvent>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>
#include <array>

namespace unroll {
namespace {

constexpr int leastSetting = grid(36);
constexpr int leastNote = grid(18);
constexpr int mostWidth = grid(150);

// Those that give way first, where nobody has chosen.
constexpr std::array dispensable{"note", "gradient", "time", "loss"};

const RunColumn& specOf(int column) { return runColumns()[static_cast<std::size_t>(column)]; }

int columns() { return static_cast<int>(runColumns().size()); }

} // namespace

RunView::RunView(RunSortModel& model, QWidget* parent)
    : QTreeView(parent)
    , model_(model) {
    setHeader(new RunHeader(this));
    setModel(&model);
    setItemDelegate(new RunDelegate(this));
    setFont(smallFont());
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(grid(4));
    setExpandsOnDoubleClick(false); // it brings the setting back
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that no column moves when it is needed
    setContextMenuPolicy(Qt::CustomContextMenu);
    setupHeader();
    measure();
    setColumns({});
}

void RunView::setupHeader() {
    setSortingEnabled(true);
    header()->setSortIndicatorClearable(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setMaximumSectionSize(mostWidth);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setAccessibleName(tr("Columns of the runs"));
    columnMenu_ = new QMenu(tr("&Columns"), this);
    connect(columnMenu_, &QMenu::aboutToShow, this, &RunView::fillColumnMenu);
    connect(header(), &QWidget::customContextMenuRequested, this,
            [this](QPoint place) { columnMenu_->popup(header()->mapToGlobal(place)); });
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (sharing_ || width == 0)
            return;
        widthsByHand_[column] = width;
        chooseByHand();
    });
    connect(header(), &QHeaderView::sectionMoved, this, [this] {
        if (!sharing_)
            chooseByHand();
    });
}

void RunView::chooseByHand() {
    chosen_ = true;
    shareWidth();
    emit columnsChosen(columns());
}

void RunView::fillColumnMenu() {
    columnMenu_->clear();
    columnMenu_->setToolTipsVisible(true);
    const auto add = [this](int column) {
        QString title = columnTitle(specOf(column));
        QAction* action = columnMenu_->addAction(title.replace(u'&', QStringLiteral("&&")));
        action->setToolTip(columnHelp(specOf(column)));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { showColumn(column, shown); });
    };
    for (int column = 1; column < unroll::columns(); ++column) {
        if (specOf(column).row && !specOf(column - 1).row)
            columnMenu_->addSeparator();
        add(column);
    }
    columnMenu_->addSeparator();
    QAction* usual = columnMenu_->addAction(tr("The &usual columns"));
    usual->setToolTip(tr("Show the usual columns in their usual widths, as far as there is room"));
    usual->setEnabled(chosen_);
    connect(usual, &QAction::triggered, this, [this] {
        setColumns({});
        emit columnsChosen({});
    });
}

void RunView::showColumn(int column, bool shown) {
    {
        const QScopedValueRollback ours(sharing_, true);
        setColumnHidden(column, !shown);
    }
    chooseByHand();
}

QStringList RunView::columns() const {
    QStringList names;
    for (int place = 0; chosen_ && place < unroll::columns(); ++place) {
        const int column = header()->logicalIndex(place);
        if (isColumnHidden(column))
            continue;
        const std::string_view id = specOf(column).id;
        const auto width = widthsByHand_.find(column);
        const QString name = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
        names.append(width == widthsByHand_.end() ? name : QStringLiteral("%1:%2").arg(name).arg(width->second));
    }
    return names;
}

void RunView::setColumns(const QStringList& names) {
    const QScopedValueRollback ours(sharing_, true);
    std::vector<int> shown{0};
    widthsByHand_.clear();
    for (const QString& name : names) {
        const int column = runColumn(name.section(u':', 0, 0).toStdString());
        if (column < 0)
            continue;
        if (std::ranges::find(shown, column) == shown.end())
            shown.push_back(column);
        if (const int width = name.section(u':', 1).toInt(); width > 0)
            widthsByHand_[column] = std::clamp(width, header()->minimumSectionSize(), mostWidth);
    }
    chosen_ = shown.size() > 1;
    for (int column = 0; column < unroll::columns(); ++column) {
        const bool usual = !chosen_ && specOf(column).usual;
        setColumnHidden(column, !usual && std::ranges::find(shown, column) == shown.end());
        header()->moveSection(header()->visualIndex(column), column);
    }
    for (std::size_t place = 0; place < shown.size(); ++place)
        header()->moveSection(header()->visualIndex(shown[place]), static_cast<int>(place));
    shareWidth();
}

// What a column needs for its words and its widest number.
void RunView::measure() {
    natural_.clear();
    for (const RunColumn& column : runColumns()) {
        const int words = std::max(figureWidth(fontMetrics(), widestText(column)),
                                   header()->fontMetrics().horizontalAdvance(columnTitle(column)) + grid(3));
        natural_.push_back(words + 2 * RunDelegate::padding + grid(1));
    }
}

int RunView::naturalWidth(int column) const {
    const auto byHand = widthsByHand_.find(column);
    return byHand == widthsByHand_.end() ? natural_[static_cast<std::size_t>(column)] : byHand->second;
}

int RunView::leastWidth(int column) const {
    switch (specOf(column).kind) {
    case RunColumn::Kind::Name: // a line, and the longest name that is there from the beginning
        return grid(16) + fontMetrics().horizontalAdvance(tr("The paper's own"));
    case RunColumn::Kind::Setting:
        return leastSetting;
    default:
        return leastNote;
    }
}

// Those that share what the numbers leave, as far as nobody has sized them.
std::vector<int> RunView::flexibleColumns() const {
    std::vector<int> flexible;
    for (const char* id : {"name", "setting", "note"})
        if (const int column = runColumn(id); !isColumnHidden(column) && !widthsByHand_.contains(column))
            flexible.push_back(column);
    return flexible;
}

// Hides what gives way, and brings back what finds room again.
void RunView::shareUsually() {
    int rest = viewport()->width() - std::max(leastWidth(0), viewport()->width() / 6) - leastSetting;
    std::vector<int> numbers;
    for (int column = 0; column < unroll::columns(); ++column)
        if (specOf(column).usual && specOf(column).isNumber()) {
            numbers.push_back(column);
            rest -= naturalWidth(column);
        }
    for (const char* id : dispensable) {
        const int column = runColumn(id);
        const bool note = specOf(column).kind == RunColumn::Kind::Note;
        const bool fits = rest >= (note ? leastNote : 0);
        setColumnHidden(column, !fits);
        if (!fits && !note)
            rest += naturalWidth(column);
    }
}

void RunView::shareWidth() {
    const QScopedValueRollback ours(sharing_, true);
    if (!chosen_)
        shareUsually();
    setHorizontalScrollBarPolicy(chosen_ ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const std::vector<int> flexible = flexibleColumns();
    int rest = viewport()->width();
    for (int column = 0; column < unroll::columns(); ++column)
        if (!isColumnHidden(column) && std::ranges::find(flexible, column) == flexible.end()) {
            header()->resizeSection(column, naturalWidth(column));
            rest -= naturalWidth(column);
        }
    // Where there is no room even for the least, all take less.
    int least = 0;
    for (const int column : flexible)
        least += leastWidth(column);
    const double share = least > 0 && !chosen_ ? std::clamp(static_cast<double>(rest) / least, 0.3, 1.0) : 1.0;
    // The name a sixth of the table, the setting three fifths of what is left, the note all that remains.
    for (const int column : flexible) {
        const int wanted = column == 0 ? viewport()->width() / 6 : column == flexible.back() ? rest : rest * 3 / 5;
        const int needed = static_cast<int>(share * leastWidth(column));
        const int width = std::min(std::max(needed, std::min(wanted, rest)), header()->maximumSectionSize());
        header()->resizeSection(column, width);
        rest -= width;
    }
}

int RunView::heightFor(int rows) const {
    return header()->sizeHint().height() + rows * RunDelegate::rowHeight(fontMetrics());
}

void RunView::select(const std::vector<RunId>& ids) {
    QItemSelection rows;
    for (const RunId id : ids)
        if (const QModelIndex row = model_.indexOf(id); row.isValid())
            rows.select(row, row);
    selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (rows.isEmpty() || state() == QAbstractItemView::EditingState)
        return;
    const QModelIndex first = rows.indexes().front();
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    scrollTo(first);
}

std::vector<RunId> RunView::selected() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [this](const QModelIndex& row) { return visualRect(row).top(); });
    std::vector<RunId> ids;
    for (const QModelIndex& row : rows)
        ids.push_back(model_.idAt(row));
    return ids;
}

void RunView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    shareWidth();
}

void RunView::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && !natural_.empty()) {
        measure();
        shareWidth();
    }
}

} // namespace unroll
