// A field for a number, and for some rows a slider below it.
#pragma once

#include "ui/form/hyperparameter_editor.h"

#include <vector>

namespace unroll {

class NumberField;
class StopSlider;

class NumberEditor : public HyperparameterEditor {
    Q_OBJECT

public:
    // Without stops there is no slider.
    NumberEditor(const HyperparameterRow& row, const std::vector<double>& stops, QWidget* parent);

    void setValue(const HyperparameterValue& value) override;
    void finish() override;

private:
    void takeStop(double stop);
    void moveSlider();

    NumberField* field_ = nullptr;
    StopSlider* slider_ = nullptr;
};

} // namespace unroll
