#include "ui/form/number_editor.h"

#include "ui/form/number_field.h"
#include "ui/form/stop_slider.h"
#include "ui/theme/spacing.h"

#include <QVBoxLayout>

#include <cmath>

namespace unroll {

NumberEditor::NumberEditor(const HyperparameterRow& row, const std::vector<double>& stops, QWidget* parent)
    : HyperparameterEditor(row, parent) {
    auto* layout = new QVBoxLayout(this); // the slider has the whole width: a pixel is a small step
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (!stops.empty()) {
        slider_ = new StopSlider(stops, this);
        adopt(slider_, tr("slider"));
        connect(slider_, &StopSlider::stopChosen, this, &NumberEditor::takeStop);
    }
    field_ = new NumberField(row, this);
    adopt(field_);
    layout->addWidget(field_);
    if (slider_)
        layout->addWidget(slider_);
    moveSlider();
    connect(field_, &NumberField::objected, this, &NumberEditor::setObjection);
    connect(field_, &NumberField::edited, this, [this] {
        moveSlider();
        emit edited(field_->value());
    });
}

void NumberEditor::setValue(const HyperparameterValue& value) {
    field_->setValue(value);
    moveSlider();
}

void NumberEditor::finish() { field_->finish(); }

void NumberEditor::takeStop(double stop) {
    if (std::holds_alternative<std::int64_t>(row().defaultValue))
        field_->setValue(static_cast<std::int64_t>(std::llround(stop)));
    else
        field_->setValue(stop);
    emit edited(field_->value());
}

void NumberEditor::moveSlider() {
    if (!slider_)
        return;
    const HyperparameterValue value = field_->value();
    const auto* whole = std::get_if<std::int64_t>(&value);
    slider_->showNumber(whole ? static_cast<double>(*whole) : std::get<double>(value));
}

} // namespace unroll
