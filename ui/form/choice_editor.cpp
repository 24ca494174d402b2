#include "ui/form/choice_editor.h"

#include "ui/state/row_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace unroll {

ChoiceEditor::ChoiceEditor(const HyperparameterRow& row, QWidget* parent)
    : HyperparameterEditor(row, parent) {
    box_ = new QComboBox(this);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(8);
    box_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box_->setMaxVisibleItems(20);
    adopt(box_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(box_);
    connect(box_, &QComboBox::activated, this, [this] { emit edited(chosen()); });

    for (const std::string_view choice : row.choices)
        choices_.push_back({choiceText(row, std::string(choice)), std::string(choice)});
    fill();
    setValue(row.defaultValue);
}

void ChoiceEditor::setChoices(std::vector<Choice> choices) {
    if (choices == choices_)
        return;
    const HyperparameterValue kept = chosen();
    choices_ = std::move(choices);
    fill();
    setValue(kept);
}

HyperparameterValue ChoiceEditor::chosen() const {
    const int index = box_->currentIndex();
    return index < 0 ? row().defaultValue : choices_[static_cast<std::size_t>(index)].value;
}

void ChoiceEditor::setValue(const HyperparameterValue& value) {
    auto found =
        std::find_if(choices_.begin(), choices_.end(), [&](const Choice& choice) { return choice.value == value; });
    if (found == choices_.end()) {
        choices_.push_back({QString::fromStdString(formatValue(value)), value});
        fill();
        found = choices_.end() - 1;
    }
    const QSignalBlocker silence(box_);
    box_->setCurrentIndex(static_cast<int>(found - choices_.begin()));
}

void ChoiceEditor::fill() {
    const QSignalBlocker silence(box_);
    box_->clear();
    for (const Choice& choice : choices_)
        box_->addItem(choice.text);
}

} // namespace unroll
