#include "ui/form/hyperparameter_panel.h"

#include "ui/form/choice_editor.h"
#include "ui/form/data_editor.h"
#include "ui/form/fold_group.h"
#include "ui/form/number_editor.h"
#include "ui/form/toggle_editor.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_fit.h"
#include "ui/state/setting_notes.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/mnemonics.h"

#include <QFontMetrics>
#include <QFrame>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr std::array<std::string_view, 10> rarelyChanged{
    "fresh", "shift", "rotate", "order", "train_limit", "test_limit", "init", "weight_decay", "shuffle", "threads"};

bool isRarelyChanged(const HyperparameterRow& row) {
    return row.group == HyperparameterGroup::Run ||
           std::find(rarelyChanged.begin(), rarelyChanged.end(), row.key) != rarelyChanged.end();
}

// mantissas x powers of ten, up to and with `last`.
std::vector<double> decades(const std::vector<double>& mantissas, double first, double last) {
    std::vector<double> stops;
    for (double decade = first; decade <= last; decade *= 10)
        for (const double mantissa : mantissas)
            if (const double stop = QString::number(mantissa * decade, 'g', 6).toDouble(); stop <= last)
                stops.push_back(stop);
    return stops;
}

// What a slider of a row goes through; rows that are typed have none.
std::vector<double> stopsOf(const HyperparameterRow& row) {
    if (row.key == "eta")
        return decades({1, 1.5, 2, 3, 4, 5, 6, 8}, 1e-4, 1);
    if (row.key == "batch")
        return decades({1, 2, 3, 5, 7}, 1, 1000);
    if (row.key == "shift")
        return {0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    if (row.key == "rotate")
        return {0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 45};
    if (row.key == "hidden")
        return {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};
    return {};
}

std::vector<ChoiceEditor::Choice> cellsOf(std::int64_t pixels) {
    std::vector<ChoiceEditor::Choice> choices;
    for (const std::int64_t cells : cellChoices(pixels))
        choices.push_back({HyperparameterPanel::tr("%1 \u00d7 %2 pixels").arg(cells).arg(pixels / cells), cells});
    return choices;
}

// The rows of the table, those that are rarely changed behind the others: what is seen first has the better letters.
std::vector<const HyperparameterRow*> rowsAsShown() {
    std::vector<const HyperparameterRow*> rows;
    for (const bool rare : {false, true})
        for (const HyperparameterRow& row : hyperparameterTable())
            if (isRarelyChanged(row) == rare)
                rows.push_back(&row);
    return rows;
}

QStringList labelsOf(const std::vector<HyperparameterEditor*>& editors) {
    QStringList labels;
    for (const HyperparameterEditor* editor : editors)
        labels.append(labelOf(editor->row()));
    return withMnemonics(labels);
}

} // namespace

HyperparameterPanel::HyperparameterPanel(SettingModel& setting, const std::vector<std::string>& dataNames,
                                         QWidget* parent)
    : QWidget(parent)
    , setting_(setting) {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(grid(2), 0, 0, grid(1)); // right of it is the scroll bar
    column->setSpacing(grid(1) - 1);
    addRows(column);
    column->addStretch(1);

    scroll_ = new QScrollArea(this);
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that no control moves when it is needed
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll_);

    setDataChoices({.here = dataNames});
    cells_->setChoices(cellsOf(drawnPixels));
    for (HyperparameterEditor* editor : editors_)
        editor->setValue(valueOf(setting.value(), editor->row()));
    followData();
    connect(&setting, &SettingModel::changed, this, &HyperparameterPanel::follow);
    connect(&setting, &SettingModel::dataChanged, this, &HyperparameterPanel::followData);
    connect(&setting, &SettingModel::finishWanted, this, [this] {
        for (HyperparameterEditor* editor : editors_)
            editor->finish();
    });
    usualWidth_ = widthOfLabels(false) + content->fontMetrics().horizontalAdvance(QLatin1Char('0')) * 17 + grid(8);
    for (const FoldGroup* group : groups_)
        connect(group, &FoldGroup::foldedChanged, this, &HyperparameterPanel::fitWidth);
    fitWidth();
}

// The column is as narrow as its controls allow: those that are folded away may need more.
void HyperparameterPanel::fitWidth() {
    QWidget* content = scroll_->widget();
    content->layout()->invalidate(); // it hears of what was folded with the next event
    const int bar = scroll_->verticalScrollBar()->sizeHint().width();
    setFixedWidth(std::max(usualWidth_, content->minimumSizeHint().width() + bar));
}

// Of the rows that are seen at once, or of the others, whose labels are longer.
int HyperparameterPanel::widthOfLabels(bool rare) const {
    int width = 0;
    for (const HyperparameterRow& row : hyperparameterTable())
        if (isRarelyChanged(row) == rare)
            width = std::max(width, fontMetrics().horizontalAdvance(labelOf(row)));
    return width;
}

void HyperparameterPanel::addRows(QVBoxLayout* column) {
    const std::array<FoldGroup*, 3> groups{addGroup(QStringLiteral("Data"), tr("Data"), column),
                                           addGroup(QStringLiteral("Network"), tr("Network"), column),
                                           addGroup(QStringLiteral("Training"), tr("Training"), column)};
    FoldGroup* more = addGroup(QStringLiteral("More"), tr("More"), column);
    for (const HyperparameterRow* row : rowsAsShown()) {
        HyperparameterEditor* editor = makeEditor(*row);
        editors_.push_back(editor);
        connect(editor, &HyperparameterEditor::edited, &setting_,
                [this, row](const HyperparameterValue& value) { setting_.edit(*row, value); });
    }
    const QStringList labels = labelsOf(editors_);
    for (std::size_t i = 0; i < editors_.size(); ++i) {
        const HyperparameterRow& row = editors_[i]->row();
        const bool rare = isRarelyChanged(row);
        FoldGroup* group = rare ? more : groups[static_cast<std::size_t>(row.group)];
        group->addRow(labels[static_cast<qsizetype>(i)], editors_[i], widthOfLabels(rare));
    }
    more->setFolded(true);
}

FoldGroup* HyperparameterPanel::addGroup(const QString& name, const QString& title, QVBoxLayout* column) {
    auto* group = new FoldGroup(name, title, column->parentWidget());
    column->addWidget(group);
    groups_.push_back(group);
    return group;
}

// Only their controls: what is typed into another one, and can't be, stays to be seen.
void HyperparameterPanel::follow(const HyperparameterRows& rows) {
    for (HyperparameterEditor* editor : editors_)
        if (std::ranges::find(rows, &editor->row()) != rows.end())
            editor->setValue(valueOf(setting_.value(), editor->row()));
    obstacle_ = {};
    showNotes();
}

void HyperparameterPanel::followData() {
    const SessionInfo& info = setting_.data();
    if (const std::int64_t pixels = std::int64_t{info.width} * info.height; pixels > 0)
        cells_->setChoices(cellsOf(pixels));
    showNotes();
}

int HyperparameterPanel::labelWidth() const { return widthOfLabels(false); }

QStringList HyperparameterPanel::folded() const {
    QStringList names;
    for (const FoldGroup* group : groups_)
        if (group->isFolded())
            names.append(group->objectName());
    return names;
}

void HyperparameterPanel::setFolded(const QStringList& groups) {
    for (FoldGroup* group : groups_)
        group->setFolded(groups.contains(group->objectName()));
}

HyperparameterEditor* HyperparameterPanel::makeEditor(const HyperparameterRow& row) {
    if (row.key == "cells")
        return cells_ = new ChoiceEditor(row, this);
    if (row.key == "data")
        return makeDataEditor(row);
    if (std::holds_alternative<bool>(row.defaultValue))
        return new ToggleEditor(row, this);
    if (std::holds_alternative<std::string>(row.defaultValue))
        return new ChoiceEditor(row, this);
    return new NumberEditor(row, stopsOf(row), this);
}

HyperparameterEditor* HyperparameterPanel::makeDataEditor(const HyperparameterRow& row) {
    data_ = new DataEditor(row, this);
    connect(data_, &DataEditor::wanted, this, &HyperparameterPanel::dataWanted);
    return data_;
}

void HyperparameterPanel::setDataChoices(const DataChoices& choices) { data_->setChoices(choices); }

void HyperparameterPanel::explainObstacle(std::string_view key, const QString& reason) {
    obstacle_ = {std::string(key), reason};
    showNotes();
}

void HyperparameterPanel::showNotes() {
    for (HyperparameterEditor* editor : editors_) {
        const SettingNote note = noteOn(editor->row(), setting_.value(), setting_.data(), setting_.wantedCells());
        const bool obstructed = !obstacle_.reason.isEmpty() && editor->row().key == obstacle_.key;
        editor->setNote(obstructed ? obstacle_.reason : note.text, note.hasEffect);
    }
}

} // namespace unroll
