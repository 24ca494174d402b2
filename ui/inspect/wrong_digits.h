// The rows of a DigitGridModel, all of them or only those that the network misreads.
#pragma once

#include <QSortFilterProxyModel>

namespace unroll {

class WrongDigits : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setOnlyWrong(bool only);
    bool onlyWrong() const { return onlyWrong_; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    bool onlyWrong_ = false;
};

} // namespace unroll
