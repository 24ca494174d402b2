#include "ui/runs/run_table_model.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr RunId hintRow = 0;

int lastColumn() { return static_cast<int>(runColumns().size()) - 1; }

QVariant alignmentOf(const RunColumn& column) {
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (column.isNumber() ? Qt::AlignRight : Qt::AlignLeft)));
}

} // namespace

// An index carries the group its row is in, 0 at the top.
RunTableModel::RunTableModel(RunList& list, RunEdits& edits, QObject* parent)
    : QAbstractItemModel(parent)
    , list_(list)
    , edits_(edits) {
    connect(&list, &RunList::structureChanged, this, qOverload<>(&RunTableModel::follow));
    connect(&list, &RunList::changed, this, &RunTableModel::announce);
    follow();
}

RunTableModel::Ids RunTableModel::wantedRows() const {
    struct Row {
        bool pinned;
        std::int64_t number;
        RunId id;
    };
    std::vector<Row> rows;
    for (const Run& run : list_.runs())
        if (run.group == 0)
            rows.push_back({run.label.pinned, run.label.number, run.id});
    for (const RunGroup& group : list_.groups())
        rows.push_back({group.label.pinned, group.label.number, group.id});
    const bool empty = rows.empty();
    const Ids folded = wantedReferences();
    for (const ReferenceRun& reference : list_.references())
        if (std::ranges::find(folded, reference.id) == folded.end())
            rows.push_back({reference.label.pinned, 0, reference.id});
    if (!folded.empty())
        rows.push_back({false, 0, referencesRow});
    std::ranges::stable_sort(
        rows, [](const Row& a, const Row& b) { return std::pair(a.pinned, a.number) > std::pair(b.pinned, b.number); });
    Ids ids;
    if (empty)
        ids.push_back(hintRow);
    for (const Row& row : rows)
        ids.push_back(row.id);
    return ids;
}

RunTableModel::Ids RunTableModel::wantedSeeds(RunId group) const {
    Ids ids;
    for (const Run* run : list_.runsOf(group))
        ids.push_back(run->id);
    return ids;
}

// Those that are not pinned, when they are several.
RunTableModel::Ids RunTableModel::wantedReferences() const {
    Ids ids;
    for (const ReferenceRun& reference : list_.references())
        if (!reference.label.pinned)
            ids.push_back(reference.id);
    return ids.size() > 1 ? ids : Ids();
}

void RunTableModel::follow() {
    follow({}, rows_, wantedRows());
    std::erase_if(seeds_, [this](const auto& seeds) { return std::ranges::find(rows_, seeds.first) == rows_.end(); });
    for (const RunGroup& group : list_.groups())
        follow(indexOf(group.id), seeds_[group.id], wantedSeeds(group.id));
    if (std::ranges::find(rows_, referencesRow) != rows_.end())
        follow(indexOf(referencesRow), seeds_[referencesRow], wantedReferences());
    if (!rows_.empty()) // what differs from the run before may be another thing now
        emit dataChanged(index(0, 0), index(static_cast<int>(rows_.size()) - 1, lastColumn()));
}

void RunTableModel::follow(const QModelIndex& parent, Ids& present, const Ids& wanted) {
    for (int row = static_cast<int>(present.size()) - 1; row >= 0; --row)
        if (std::ranges::find(wanted, present[static_cast<std::size_t>(row)]) == wanted.end()) {
            beginRemoveRows(parent, row, row);
            present.erase(present.begin() + row);
            endRemoveRows();
        }
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const int row = static_cast<int>(at);
        if (at < present.size() && present[at] == wanted[at])
            continue;
        const auto found = std::find(present.begin(), present.end(), wanted[at]);
        if (found == present.end()) {
            beginInsertRows(parent, row, row);
            present.insert(present.begin() + row, wanted[at]);
            endInsertRows();
        } else {
            const int from = static_cast<int>(found - present.begin());
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(present.begin() + row, found, found + 1);
            endMoveRows();
        }
    }
}

void RunTableModel::announce(RunId id) {
    const auto tell = [this](const QModelIndex& row) {
        if (row.isValid())
            emit dataChanged(row, row.siblingAtColumn(lastColumn()));
    };
    tell(indexOf(id));
    if (const Run* run = list_.find(id); run && run->group != 0)
        tell(indexOf(run->group));
    if (list_.findReference(id))
        tell(indexOf(referencesRow));
}

RunId RunTableModel::idAt(const QModelIndex& index) const {
    if (!index.isValid())
        return hintRow;
    const auto group = static_cast<RunId>(index.internalId());
    return (group == 0 ? rows_ : seeds_.at(group))[static_cast<std::size_t>(index.row())];
}

QModelIndex RunTableModel::indexOf(RunId id, int column) const {
    const auto in = [&](const Ids& ids, RunId group) {
        const auto found = std::ranges::find(ids, id);
        return found == ids.end()
                   ? QModelIndex()
                   : createIndex(static_cast<int>(found - ids.begin()), column, static_cast<quintptr>(group));
    };
    if (const QModelIndex top = in(rows_, 0); top.isValid())
        return top;
    for (const auto& [group, ids] : seeds_)
        if (const QModelIndex seed = in(ids, group); seed.isValid())
            return seed;
    return {};
}

// Of the row of references: whether they are all drawn, or some.
QVariant RunTableModel::checkState(RunId id) const {
    if (id == referencesRow) {
        const auto folded = wantedReferences();
        const auto shown = std::ranges::count_if(folded, [this](RunId one) { return list_.label(one)->shown; });
        return shown == 0                                            ? Qt::Unchecked
               : shown == static_cast<std::ptrdiff_t>(folded.size()) ? Qt::Checked
                                                                     : Qt::PartiallyChecked;
    }
    const RunLabel* label = list_.label(id);
    return label ? QVariant(label->shown ? Qt::Checked : Qt::Unchecked) : QVariant();
}

QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, static_cast<quintptr>(idAt(parent)));
}

QModelIndex RunTableModel::parent(const QModelIndex& child) const {
    const auto group = static_cast<RunId>(child.internalId());
    return child.isValid() && group != 0 ? indexOf(group) : QModelIndex();
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(rows_.size());
    if (parent.column() != 0 || parent.internalId() != 0)
        return 0;
    const auto seeds = seeds_.find(idAt(parent));
    return seeds == seeds_.end() ? 0 : static_cast<int>(seeds->second.size());
}

int RunTableModel::columnCount(const QModelIndex&) const { return lastColumn() + 1; }

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunId id = idAt(index);
    const RunColumn& column = columnOf(index);
    const RunKind kind = kindOf(list_, id);
    const RunLabel* label = list_.label(id);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(list_, id, column);
    case Qt::EditRole:
        return column.kind == RunColumn::Kind::Name && label ? label->name : cellText(list_, id, column);
    case Qt::ToolTipRole:
        return cellHelp(list_, id, column);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case Qt::CheckStateRole:
        return column.kind == RunColumn::Kind::Name ? checkState(id) : QVariant();
    case IdRole:
        return QVariant::fromValue<qint64>(id);
    case KindRole:
        return static_cast<int>(kind);
    case SlotRole:
        return label ? label->slot : 0;
    case PinnedRole:
        return label && label->pinned;
    case PresentRole:
        return list_.present() && list_.present()->id == id;
    case DraftRole:
        return list_.isDraft(id);
    case SortRole:
        return cellValue(list_, id, column);
    case QuietRole:
        return kind == RunKind::Hint || kind == RunKind::Reference || kind == RunKind::References ||
               column.kind == RunColumn::Kind::Note;
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section > lastColumn())
        return {};
    const RunColumn& column = runColumns()[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::ToolTipRole:
        return columnHelp(column);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    default:
        return {};
    }
}

bool RunTableModel::isEditable(const QModelIndex& index) const {
    const RunKind kind = kindOf(list_, idAt(index));
    const bool named = kind == RunKind::Run || kind == RunKind::Group;
    return named && (columnOf(index).kind == RunColumn::Kind::Name || columnOf(index).kind == RunColumn::Kind::Note);
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (kindOf(list_, idAt(index)) == RunKind::Hint)
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    flags.setFlag(Qt::ItemIsUserCheckable, columnOf(index).kind == RunColumn::Kind::Name);
    flags.setFlag(Qt::ItemIsEditable, isEditable(index));
    const RunKind kind = kindOf(list_, idAt(index));
    flags.setFlag(Qt::ItemNeverHasChildren, kind != RunKind::Group && kind != RunKind::References);
    return flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const RunId id = idAt(index);
    if (role == Qt::CheckStateRole && (flags(index) & Qt::ItemIsUserCheckable)) {
        for (const RunId one : id == referencesRow ? wantedReferences() : Ids{id})
            list_.setShown(one, value.toInt() != Qt::Unchecked);
        return true;
    }
    if (role != Qt::EditRole || !isEditable(index))
        return false;
    if (columnOf(index).kind == RunColumn::Kind::Name)
        edits_.rename(id, value.toString());
    else
        edits_.setNote(id, value.toString());
    return true;
}

} // namespace unroll
