#include "ui/inspect/wrong_digits.h"

#include "ui/inspect/digit_grid_model.h"

namespace unroll {

void WrongDigits::setOnlyWrong(bool only) {
    onlyWrong_ = only;
    invalidateFilter();
}

// What the network has said nothing of is not wrong.
bool WrongDigits::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!onlyWrong_)
        return true;
    const QVariant right = sourceModel()->index(row, 0, parent).data(DigitGridModel::RightRole);
    return right.isValid() && !right.toBool();
}

} // namespace unroll
