#include "ui/form/toggle_editor.h"

#include <QCheckBox>
#include <QHBoxLayout>

namespace unroll {

ToggleEditor::ToggleEditor(const HyperparameterRow& row, QWidget* parent)
    : HyperparameterEditor(row, parent) {
    box_ = new QCheckBox(this);
    adopt(box_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(box_);
    layout->addStretch(1);
    setValue(row.defaultValue);
    connect(box_, &QCheckBox::clicked, this, [this](bool ticked) { emit edited(ticked); });
}

void ToggleEditor::setValue(const HyperparameterValue& value) { box_->setChecked(std::get<bool>(value)); }

} // namespace unroll
