// A box to tick.
#pragma once

#include "ui/form/hyperparameter_editor.h"

class QCheckBox;

namespace unroll {

class ToggleEditor : public HyperparameterEditor {
    Q_OBJECT

public:
    ToggleEditor(const HyperparameterRow& row, QWidget* parent);

    void setValue(const HyperparameterValue& value) override;

private:
    QCheckBox* box_ = nullptr;
};

} // namespace unroll
