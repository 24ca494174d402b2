// A list to choose one value from.
#pragma once

#include "ui/form/hyperparameter_editor.h"

#include <QString>

#include <vector>

class QComboBox;

namespace unroll {

class ChoiceEditor : public HyperparameterEditor {
    Q_OBJECT

public:
    struct Choice {
        QString text;
        HyperparameterValue value;

        bool operator==(const Choice&) const = default;
    };

    ChoiceEditor(const HyperparameterRow& row, QWidget* parent);

    // Keeps the present value; when it is none of the choices it stands behind them.
    void setChoices(std::vector<Choice> choices);

    void setValue(const HyperparameterValue& value) override;

private:
    HyperparameterValue chosen() const;
    void fill();

    std::vector<Choice> choices_;
    QComboBox* box_ = nullptr;
};

} // namespace unroll
