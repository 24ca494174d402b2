// Chooses the data: a set that is here, one that can be fetched, or one of a person's own.
//
// Its value changes by setValue() only: a set may turn out not to be readable, so that what a person wants is told, and
// whoever listens decides.
#pragma once

#include "ui/form/hyperparameter_editor.h"
#include "ui/state/data_choices.h"

class QComboBox;

namespace unroll {

class FlatButton;

class DataEditor : public HyperparameterEditor {
    Q_OBJECT

public:
    DataEditor(const HyperparameterRow& row, QWidget* parent);

    void setChoices(DataChoices choices);

    void setValue(const HyperparameterValue& value) override; // shows it, whatever a person chose last

signals:
    void wanted(const unroll::DataWish& wish);

private:
    void setupMenu();
    void fill();
    void addSet(const std::string& set);
    void add(const QString& text, const QString& help, DataWish wish);
    void showValue();

    DataChoices choices_;
    std::string value_;
    std::vector<DataWish> wishes_; // by the box's rows; those of separators are to use nothing
    QComboBox* box_ = nullptr;
    FlatButton* more_ = nullptr;
};

} // namespace unroll
