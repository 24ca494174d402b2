#include "ui/state/setting_model.h"

#include "ui/state/setting_fit.h"

#include <utility>

namespace unroll {

void SettingModel::edit(const HyperparameterRow& row, const HyperparameterValue& value) {
    if (valueOf(value_, row) == value)
        return;
    setValue(value_, row, value);
    emit changed({&row});
    emit edited();
}

void SettingModel::edit(const Hyperparameters& value) {
    const bool differs = value != value_;
    set(value);
    if (differs)
        emit edited();
}

void SettingModel::set(const Hyperparameters& value) {
    value_ = value;
    HyperparameterRows all;
    for (const HyperparameterRow& row : hyperparameterTable())
        all.push_back(&row);
    emit changed(all);
}

void SettingModel::set(std::string_view key, const HyperparameterValue& value) {
    const HyperparameterRow* row = findHyperparameter(key);
    setValue(value_, *row, value);
    emit changed({row});
}

void SettingModel::setData(const SessionInfo& data) {
    data_ = data;
    emit dataChanged();
}

Hyperparameters SettingModel::fitting(Hyperparameters wanted) const {
    wanted.cells = fittingCells(wanted.cells, std::int64_t{data_.width} * data_.height);
    return wanted;
}

void SettingModel::setWantedCells(std::int64_t cells) {
    if (std::exchange(wantedCells_, cells) != cells)
        emit dataChanged();
}

void SettingModel::showAgain(std::string_view key) { emit changed({findHyperparameter(key)}); }

void SettingModel::finishEdits() { emit finishWanted(); }

} // namespace unroll
